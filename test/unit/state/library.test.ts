import { describe, expect, test, vi } from 'vitest';
import { FormatError, StateError, StorageError } from '../../../src/shared/errors.ts';
import type { RunSummary } from '../../../src/shared/run.ts';
import { Library, UNDO_MS } from '../../../src/state/library.svelte.ts';
import { runSummary, workerWith } from './worker-double.ts';

describe('Library', () => {
  test('lists the newest run first, and offers the newest one that is not done', async () => {
    const runs = [
      runSummary({ id: 'a', updatedAt: 1, state: 'paused' }),
      runSummary({ id: 'b', updatedAt: 3, state: 'finished' }),
      runSummary({ id: 'c', updatedAt: 2, state: 'interrupted' }),
    ];
    const library = new Library(workerWith({ runs: () => Promise.resolve(runs) }));
    await library.refresh();
    expect(library.runs.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
    expect(library.unfinished?.id).toBe('c');
  });

  test('an export is downloaded under the name of the run, with the ending of its format', async () => {
    const saved: string[] = [];
    const library = new Library(
      workerWith({ exportOnnx: () => Promise.resolve(new Blob(['x'])) }),
      (blob, name) => void saved.push(`${name} ${blob.size}`),
    );
    await library.export(runSummary({ name: 'My/run' }), 'onnx');
    expect(saved).toEqual(['My run.onnx 1']);
    expect(library.task).toBeNull();
  });

  test('an export of one checkpoint asks for its step and names it, and a copy is in the list at once', async () => {
    const asked: unknown[] = [];
    const [run, copy] = [runSummary({ name: 'My run' }), runSummary({ id: 'run-2', name: 'My run (from step 1200)' })];
    let runs = [run];
    const library = new Library(
      workerWith({
        runs: () => Promise.resolve(runs),
        exportSafetensors: (runId, step) => {
          asked.push([runId, step]);
          return Promise.resolve(new Blob(['x']));
        },
        copy: (...call) => {
          asked.push(call);
          runs = [copy, run];
          return Promise.resolve(copy);
        },
      }),
      (_blob, name) => void asked.push(name),
    );
    await library.export(run, 'safetensors', 1200);
    expect(await library.copy(run, 1200)).toBe(copy);
    expect(asked).toEqual([['run-1', 1200], 'My run step 1200.safetensors', ['run-1', 1200]]);
    expect(library.find('run-2')).toBe(copy);
  });

  test('what takes a while tells how far it is, and how long it will take yet; what is soon done does not', async () => {
    vi.useFakeTimers();
    try {
      let tell: (share: number) => void = () => undefined;
      let end: (run: RunSummary) => void = () => undefined;
      const library = new Library(
        workerWith({
          runs: () => Promise.resolve([]),
          importSafetensors: (_file, report) => {
            tell = report!;
            return new Promise((resolve) => (end = resolve));
          },
        }),
      );
      const imported = library.import(new Blob(['x']));
      tell(0.1);
      expect(library.task).toEqual({ runId: null, kind: 'import', share: null, secondsLeft: null });
      await vi.advanceTimersByTimeAsync(300);
      expect(library.task).toEqual({ runId: null, kind: 'import', share: 0.1, secondsLeft: null });
      await vi.advanceTimersByTimeAsync(1700);
      tell(0.5);
      expect(library.task?.share).toBe(0.5);
      expect(library.task?.secondsLeft).toBeCloseTo(2, 1);
      end(runSummary());
      expect((await imported)?.id).toBe('run-1');
      tell(0.6);
      expect(library.task).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  test('what was stopped is no problem, and what fails afterwards is one', async () => {
    let refuse: (error: Error) => void = () => undefined;
    let stops = 0;
    const library = new Library(
      workerWith({
        exportOnnx: () => new Promise((_, reject) => (refuse = reject)),
        stopCarrying: () => {
          stops++;
          return Promise.resolve();
        },
      }),
    );
    const stopped = library.export(runSummary(), 'onnx');
    library.stop();
    refuse(new StateError('It was stopped.'));
    expect(await stopped).toBeNull();
    expect([stops, library.problem, library.task]).toEqual([1, null, null]);
    const failed = library.export(runSummary(), 'onnx');
    refuse(new StorageError('It cannot be read.'));
    expect(await failed).toBeNull();
    expect(library.problem).toEqual({ runId: 'run-1', text: 'It cannot be read.' });
  });

  test('what failed is said at the run it concerns, and the list stays', async () => {
    const library = new Library(
      workerWith({
        runs: () => Promise.resolve([runSummary()]),
        remove: () => Promise.reject(new StorageError('The browser would not delete it. Try again.')),
        importSafetensors: () => Promise.reject(new FormatError('This is no safetensors file.')),
      }),
    );
    await library.refresh();
    expect(await library.discard('run-1', 0).done).toBe(false);
    expect(library.problem).toEqual({ runId: 'run-1', text: 'The browser would not delete it. Try again.' });
    expect(library.runs).toHaveLength(1);
    expect(await library.import(new Blob(['?']))).toBeNull();
    expect(library.problem).toEqual({ runId: null, text: 'This is no safetensors file.' });
  });

  test('a deleted run is shown no more at once, and only removed when it can no longer be brought back', async () => {
    vi.useFakeTimers();
    try {
      const removed: string[] = [];
      const library = new Library(
        workerWith({
          runs: () => Promise.resolve([runSummary({ state: 'paused' }), runSummary({ id: 'run-2' })]),
          remove: (id) => Promise.resolve(void removed.push(id)),
        }),
      );
      await library.refresh();
      const { done } = library.discard('run-1');
      await library.refresh();
      expect([library.runs.map(({ id }) => id), library.find('run-1'), library.unfinished]).toEqual([
        ['run-2'],
        null,
        null,
      ]);
      await vi.advanceTimersByTimeAsync(UNDO_MS - 1);
      expect(removed).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect([await done, removed, library.runs.length]).toEqual([true, ['run-1'], 1]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('a deletion taken back removes nothing, and taking it back later does nothing', async () => {
    const library = new Library(
      workerWith({ runs: () => Promise.resolve([runSummary()]), remove: () => Promise.resolve() }),
    );
    await library.refresh();
    const first = library.discard('run-1', 60_000);
    first.undo();
    expect([await first.done, library.runs.length]).toEqual([false, 1]);
    const second = library.discard('run-1', 0);
    expect(await second.done).toBe(true);
    second.undo();
    expect(library.runs).toHaveLength(0);
  });

  test('a run that another tab has is not offered to be gone on with', async () => {
    const runs = [runSummary({ state: 'interrupted', elsewhere: true })];
    const library = new Library(workerWith({ runs: () => Promise.resolve(runs) }));
    await library.refresh();
    expect(library.unfinished).toBeNull();
  });

  test('an empty new name, or the old one, asks nothing of the worker', async () => {
    const library = new Library(workerWith({ runs: () => Promise.resolve([runSummary()]) }));
    await library.refresh();
    await library.rename('run-1', '   ');
    await library.rename('run-1', ' Moby-Dick ');
    expect(library.problem).toBeNull();
  });
});
