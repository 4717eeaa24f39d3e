/** Each run has its page: turned to, turned from, and found again by the next visit. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { notebook, type Notebook } from '../../../src/client/notebook.ts';
import { LONGEST_PAGE, type KeptPage, type PageKeeping } from '../../../src/shared/kept-page.ts';
import { StorageError } from '../../../src/shared/errors.ts';
import { PageKeeper } from '../../../src/state/page-keeper.svelte.ts';
import { Writing } from '../../../src/state/writing.svelte.ts';
import { countingThread } from './writing-thread-double.ts';

/** What outlives a visit: the database, as a map, and notes. */
class Disk implements PageKeeping {
  readonly pages = new Map<string, KeptPage>();
  readonly notes: Notebook = notebook(() => {
    throw new Error('Only in memory.');
  });
  isLost = false;

  page(runId: string): Promise<KeptPage | null> {
    return Promise.resolve(this.pages.get(runId) ?? null);
  }

  keepPage(page: KeptPage): Promise<void> {
    if (this.isLost) return Promise.reject(new StorageError('Not now.'));
    this.pages.set(page.runId, page);
    return Promise.resolve();
  }
}

/** A visit, in which the page is wired as the desk wires it. */
function visit(disk: Disk) {
  const thread = countingThread();
  const writing = new Writing(thread, () => Promise.resolve(null));
  const pages = new PageKeeper(writing, disk, disk.notes);
  writing.listen({
    onRest: () => undefined,
    onTurn: (runId) => pages.turn(runId),
    onDraft: () => pages.touch(),
    onMove: () => pages.move(),
  });
  writing.page.onChange = () => pages.touch();
  const turn = async (runId: string | null): Promise<void> => {
    writing.chooseRun(runId);
    await vi.waitFor(() => expect(writing.isResting).toBe(true));
  };
  return { thread, writing, pages, turn };
}

let disk: Disk;

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  disk = new Disk();
});
afterEach(() => vi.useRealTimers());

const quiet = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1000);

describe('the page of a run', () => {
  test('is there on the next visit: the text and whose it is, the place, the settings, and the network goes on as it would have', async () => {
    const first = visit(disk);
    await first.turn('run-1');
    first.writing.set('seed', 7);
    first.writing.set('temperature', 1.5);
    first.writing.page.edit('the whale ');
    await first.writing.write();
    first.writing.putCaret(4);
    await quiet();

    const { thread, writing, pages, turn } = visit(disk);
    expect(pages.last).toBe('run-1');
    await turn('run-1');
    expect(writing.page.text).toBe('the whale <10>');
    expect([...writing.page.own]).toEqual([...Array<number>(10).fill(1), ...Array<number>(4).fill(0)]);
    expect([writing.place, writing.draft.temperature, writing.draft.seed]).toEqual([4, 1.5, 7]);
    expect(writing.writer).toEqual({ name: 'a run', step: 1200 });
    writing.putCaret(null);
    await writing.write();
    expect(thread.seeds).toEqual([7]);
    expect(thread.leadIns).toEqual(first.thread.leadIns);
  });

  test('is stored once a person rests, and every three seconds while nobody does', async () => {
    const { writing, turn } = visit(disk);
    await turn('run-1');
    const stored = vi.spyOn(disk, 'keepPage');
    for (let key = 1; key <= 30; key++) {
      writing.page.edit('x'.repeat(key));
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(stored.mock.calls.length).toBeGreaterThanOrEqual(1);
    expect(stored.mock.calls.length).toBeLessThanOrEqual(2);
    await quiet();
    expect(disk.pages.get('run-1')?.text).toBe('x'.repeat(30));
  });

  test('is another for each run, with its way back; one without a page is shown the page that lies there', async () => {
    const { writing, turn } = visit(disk);
    await turn('run-1');
    writing.page.edit('one');
    await turn('run-2');
    expect(writing.page.text).toBe('one');
    writing.putCaret(1);
    await quiet();
    expect([...disk.pages.keys()]).toEqual(['run-1']);
    writing.page.edit('two');
    writing.set('temperature', 0.2);
    await turn('run-1');
    expect([writing.page.text, writing.draft.temperature]).toEqual(['one', 0.7]);
    writing.undo();
    expect(writing.page.text).toBe('');
    writing.redo();
    await turn('run-2');
    expect([writing.page.text, writing.draft.temperature]).toEqual(['two', 0.2]);
    expect(disk.pages.get('run-1')?.text).toBe('one');
  });

  test('that was turned to while another is still being read is the one that lies there in the end', async () => {
    const { writing, turn } = visit(disk);
    disk.pages.set('run-2', page('run-2', 'two'));
    disk.pages.set('run-3', page('run-3', 'three'));
    await turn('run-1');
    writing.page.edit('one');
    writing.chooseRun('run-2');
    writing.chooseRun('run-3');
    expect(writing.isResting).toBe(false);
    await vi.waitFor(() => expect(writing.isResting).toBe(true));
    expect(writing.page.text).toBe('three');
    writing.chooseRun('run-2');
    await turn('run-1');
    expect(writing.page.text).toBe('one');
  });

  test('that is left before it could be stored is found by the next visit, and stored then', async () => {
    const first = visit(disk);
    await first.turn('run-1');
    first.writing.page.edit('a last word');
    disk.isLost = true;
    first.pages.leave();
    await quiet();
    expect(disk.pages.size).toBe(0);

    disk.isLost = false;
    const { writing, pages, turn } = visit(disk);
    await pages.open();
    expect(disk.pages.get('run-1')?.text).toBe('a last word');
    expect(disk.notes.read('unroll.page-left')).toEqual([]);
    await turn('run-1');
    expect(writing.page.text).toBe('a last word');
  });

  test('stays in memory where nothing can be stored', async () => {
    disk.isLost = true;
    const { writing, turn } = visit(disk);
    await turn('run-1');
    writing.page.edit('one');
    await quiet();
    await turn('run-2');
    writing.page.edit('two');
    await turn('run-1');
    expect(writing.page.text).toBe('one');
  });

  test('goes with its run: no run, no page; what is undone brings it back, and what is gone is forgotten', async () => {
    const { writing, pages, turn } = visit(disk);
    await turn('run-1');
    writing.page.edit('one');
    await turn(null);
    expect(writing.page.text).toBe('');
    await turn('run-1');
    expect(writing.page.text).toBe('one');
    await turn(null);
    disk.pages.delete('run-1');
    pages.forget('run-1');
    await turn('run-1');
    expect([writing.page.text, pages.last]).toEqual(['', null]);
  });

  test('that is longer than any is kept is not stored, and that is told', async () => {
    const { writing, pages, turn } = visit(disk);
    await turn('run-1');
    writing.page.edit('short');
    await quiet();
    writing.page.edit('x'.repeat(LONGEST_PAGE + 1));
    expect(pages.isTooLong).toBe(true);
    pages.leave();
    await quiet();
    expect(disk.pages.get('run-1')?.text).toBe('short');
    writing.page.edit('short again');
    expect(pages.isTooLong).toBe(false);
  });

  test.each(['', '{', '{"runId":1}', '[]', 'null'])('is not looked for in a broken note: %s', async (entry) => {
    disk.notes.write('unroll.page-left', [entry]);
    const { writing, pages, turn } = visit(disk);
    await pages.open();
    await turn('run-1');
    expect(writing.page.text).toBe('');
  });
});

function page(runId: string, text: string): KeptPage {
  return { runId, savedAt: 1, text, hands: [text.length], place: null, settings: {}, leadIn: null, writer: null };
}
