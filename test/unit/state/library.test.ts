import { describe, expect, test } from 'vitest';
import { FormatError, StorageError } from '../../../src/shared/errors.ts';
import { Library } from '../../../src/state/library.svelte.ts';
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

  test('what failed is said at the run it concerns, and the list stays', async () => {
    const library = new Library(
      workerWith({
        runs: () => Promise.resolve([runSummary()]),
        remove: () => Promise.reject(new StorageError('The browser would not delete it. Try again.')),
        importSafetensors: () => Promise.reject(new FormatError('This is no safetensors file.')),
      }),
    );
    await library.refresh();
    expect(await library.remove('run-1')).toBe(false);
    expect(library.problem).toEqual({ runId: 'run-1', text: 'The browser would not delete it. Try again.' });
    expect(library.runs).toHaveLength(1);
    expect(await library.import(new Blob(['?']))).toBeNull();
    expect(library.problem).toEqual({ runId: null, text: 'This is no safetensors file.' });
  });

  test('an empty new name, or the old one, asks nothing of the worker', async () => {
    const library = new Library(workerWith({ runs: () => Promise.resolve([runSummary()]) }));
    await library.refresh();
    await library.rename('run-1', '   ');
    await library.rename('run-1', ' Moby-Dick ');
    expect(library.problem).toBeNull();
  });
});
