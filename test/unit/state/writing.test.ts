import { describe, expect, test } from 'vitest';
import { MAXIMUM_PROMPT, WRITING, WRITING_KEYS } from '../../../src/shared/writing-settings.ts';
import { Branching } from '../../../src/state/alternatives.svelte.ts';
import { Candidates } from '../../../src/state/candidates.svelte.ts';
import { writingProblems, type WritingDraft } from '../../../src/state/writing-draft.ts';
import { Writing } from '../../../src/state/writing.svelte.ts';
import { countingThread } from './writing-thread-double.ts';

const draft = Object.fromEntries(WRITING_KEYS.map((key) => [key, WRITING[key].default])) as WritingDraft;

describe('writingProblems', () => {
  test('the defaults have none', () => {
    expect(writingProblems(draft, 'Call me')).toEqual({});
  });

  test('an emptied, a broken and a fractional field are named with their limits', () => {
    expect(writingProblems({ ...draft, length: '', temperature: Number.NaN, seed: 1.5 }, '')).toEqual({
      length: 'Length is empty; it must be a whole number from 1 to 100000.',
      temperature: 'Temperature is not a number; it must be a number from 0.05 to 2.',
      seed: 'Seed is 1.5; it must be a whole number from 0 to 4294967295.',
    });
  });

  test('a prompt longer than what is read is named with its length', () => {
    expect(writingProblems(draft, 'x'.repeat(MAXIMUM_PROMPT + 1)).prompt).toContain('200001 characters');
  });
});

/** A page, and a thread that writes of each prompt how long it is. */
function desk() {
  const thread = countingThread();
  const writing = new Writing(thread, () => Promise.resolve(null));
  writing.chooseRun('run-1');
  return { thread, writing };
}

describe('a page', () => {
  test('stays when the network refuses to go on, and is gone on with when it does not', async () => {
    const { writing } = desk();
    writing.page.edit('??');
    await writing.write();
    expect([writing.page.text, writing.problem]).toEqual(['??', 'None of these characters is known.']);
    writing.page.edit('sea');
    await writing.write();
    expect([writing.page.text, writing.problem]).toEqual(['sea<3>', null]);
    await writing.write();
    expect(writing.page.text).toBe('sea<3><6>');
  });

  test('is fed to the network exactly as it stands, after typing, writing, undoing, branching and choosing', async () => {
    const { thread, writing } = desk();
    const { page } = writing;
    page.edit('the whale ');
    await writing.write();
    page.edit('the grey whale <10>');
    await writing.write();
    writing.undo();
    await writing.write(9);
    const branching = new Branching(writing);
    await branching.ask(4);
    branching.take({ symbol: 'z', probability: 0.25 });
    await thread.rested();
    const candidates = new Candidates(writing);
    await candidates.ask();
    await candidates.take(candidates.list![2]);
    expect(thread.prompts).toEqual([
      'the whale ',
      'the grey whale <10>',
      'the grey ',
      'the z',
      'the z<5>',
      'the z<5>way 3',
    ]);
    expect(page.text).toBe('the z<5>way 3');
  });

  test('loses what stands behind the place only once there is something in its place, and gets it back by one undoing', async () => {
    const { writing } = desk();
    writing.page.edit('the grey whale');
    writing.putCaret(4);
    expect([writing.place, writing.isWithin]).toEqual([4, true]);
    await writing.write();
    expect([writing.page.text, writing.place, writing.isWithin]).toEqual(['the <4>', 7, false]);
    expect([writing.undo(), writing.page.text]).toEqual([14, 'the grey whale']);
  });

  test('takes what the network was fed for what stands there: its accents and line ends', async () => {
    const { writing } = desk();
    writing.page.edit('cafe\u0301 ');
    await writing.write();
    expect(writing.page.text).toBe('caf\u00e9 <5>');
    writing.undo();
    writing.undo();
    expect(writing.page.text).toBe('cafe\u0301 ');
  });
});

describe('eight ways on', () => {
  test('that were put away while they were written are not shown, nor those of a text that is another by then', async () => {
    const { thread, writing } = desk();
    writing.page.edit('sea');
    const candidates = new Candidates(writing);
    const late = candidates.ask();
    candidates.close();
    await late;
    expect([candidates.list, candidates.isBusy]).toEqual([null, false]);
    const answer = thread.candidates.bind(thread);
    thread.candidates = (...call) => {
      writing.page.edit('seaside');
      return answer(...call);
    };
    await candidates.ask();
    expect(candidates.list).toBeNull();
    thread.candidates = answer;
    await candidates.ask();
    expect(candidates.list).toHaveLength(8);
    const next = candidates.take(candidates.list![0]);
    candidates.close();
    await next;
    expect([writing.page.text, candidates.list]).toEqual(['seasideway 1', null]);
  });
});

describe('the seed', () => {
  test('stays while a text is only gone on with, and moves on from any other place, unless it was just set', async () => {
    const { thread, writing } = desk();
    writing.page.edit('sea');
    await writing.write();
    await writing.write();
    await writing.write(3);
    writing.set('seed', 2);
    await writing.write(3);
    expect(thread.seeds).toEqual([1, 1, 2, 2]);
    expect(writing.draft.seed).toBe(2);
  });

  test('of eight ways is another each time they are asked for', async () => {
    const { thread, writing } = desk();
    const candidates = new Candidates(writing);
    for (let time = 0; time < 3; time++) await candidates.ask();
    expect(thread.seeds).toEqual([1, 2, 3]);
  });

  test('of the lead-in is that with which the page was begun, as long as anything of it is there', async () => {
    const { thread, writing } = desk();
    writing.page.edit('sea');
    writing.set('seed', 7);
    await writing.write();
    writing.set('seed', 9);
    await writing.write();
    await writing.write(0);
    expect(thread.leadIns).toEqual([
      { seed: 7, opensLine: true },
      { seed: 7, opensLine: true },
      { seed: 10, opensLine: true },
    ]);
    writing.clear();
    writing.page.edit('\nsea');
    writing.set('seed', 3);
    await writing.write();
    expect(thread.leadIns.at(-1)).toEqual({ seed: 3, opensLine: false });
  });
});

describe('what could stand at a place', () => {
  test('is asked with all that stands before it, and told with what stands there', async () => {
    const { writing } = desk();
    writing.page.edit('a🙂b');
    const branching = new Branching(writing);
    await branching.ask(1);
    expect(branching.shown).toMatchObject({ at: 1, present: '🙂', list: [{ symbol: 'a' }] });
    await branching.ask(4);
    expect(branching.shown).toMatchObject({ at: 4, present: null });
  });

  test('is added at the end of the page and nothing more; what stands there already is left as it is', async () => {
    const { thread, writing } = desk();
    writing.page.edit('sea');
    const branching = new Branching(writing);
    await branching.ask(3);
    branching.take({ symbol: 'm', probability: 0.5 });
    expect([writing.page.text, writing.isResting]).toEqual(['seam', true]);
    await branching.ask(0);
    branching.take({ symbol: 's', probability: 0.5 });
    expect([writing.page.text, writing.isResting]).toEqual(['seam', true]);
    expect(thread.prompts).toEqual([]);
  });

  test('the answer to an earlier question is passed over', async () => {
    const { writing } = desk();
    writing.page.edit('sea');
    const branching = new Branching(writing);
    const first = branching.ask(0);
    await Promise.all([first, branching.ask(2)]);
    expect(branching.shown?.at).toBe(2);
  });
});

test('what is opened is the chosen checkpoint of the run, or the network itself where that is not stored', async () => {
  const thread = countingThread();
  const model = new Blob(['a network']);
  const writing = new Writing(thread, (_runId, step) => Promise.resolve(step === 7 ? model : null));
  for (const step of [null, 1200, 7]) {
    writing.chooseRun('run-1', step);
    await writing.write();
  }
  expect(thread.opened).toEqual([
    ['run-1', null],
    ['run-1', 1200],
    [model, 7],
  ]);
  expect(writing.writer?.step).toBe(1200);
  writing.chooseRun('run-2');
  expect(writing.step).toBeNull();
});
