import { expect, test } from 'vitest';
import { StateError, StorageError } from '../../../src/shared/errors.ts';
import type { CheckpointSummary } from '../../../src/shared/run.ts';
import { Checkpoints, writerAmong } from '../../../src/state/checkpoints.svelte.ts';
import { workerWith } from './worker-double.ts';

function checkpoint(step: number, changes: Partial<CheckpointSummary> = {}): CheckpointSummary {
  const plain = { savedAt: 1, byteLength: 1000, validationNats: null, best: false, pinned: false, inMemory: false };
  return { step, ...plain, ...changes };
}

test('what is written with is the best, or the newest where none was measured', () => {
  const [newest, best] = [checkpoint(300), checkpoint(200, { best: true })];
  expect(writerAmong([newest, best, checkpoint(100)])).toBe(best);
  expect(writerAmong([newest, checkpoint(200)])).toBe(newest);
  expect(writerAmong([])).toBeNull();
});

test('pinning reads the list anew, and a refusal is said at the run until the next thing is done with it', async () => {
  let kept = [checkpoint(100)];
  const checkpoints = new Checkpoints(
    workerWith({
      checkpoints: () => Promise.resolve(kept),
      pin: (_runId, step, pinned) => {
        if (step !== 100) return Promise.reject(new StateError('It is no longer kept.'));
        kept = [checkpoint(100, { pinned })];
        return Promise.resolve();
      },
    }),
  );
  expect(checkpoints.of('run-1')).toBeNull();
  await checkpoints.pin('run-1', 100, true);
  expect(checkpoints.of('run-1')).toEqual([checkpoint(100, { pinned: true })]);
  await checkpoints.pin('run-1', 50, true);
  expect(checkpoints.problemOf('run-1')).toBe('It is no longer kept.');
  expect(checkpoints.of('run-1')).toEqual([checkpoint(100, { pinned: true })]);
  await checkpoints.load('run-1');
  expect(checkpoints.problemOf('run-1')).toBeNull();
});

test('a list that cannot be read anew stays, with the reason', async () => {
  let isBroken = false;
  const checkpoints = new Checkpoints(
    workerWith({
      checkpoints: () => (isBroken ? Promise.reject(new StorageError('No.')) : Promise.resolve([checkpoint(1)])),
    }),
  );
  await checkpoints.load('run-1');
  isBroken = true;
  await checkpoints.refresh();
  expect([checkpoints.of('run-1')?.length, checkpoints.problemOf('run-1')]).toEqual([1, 'No.']);
});

test('keeping what trains gives its step, and the lists that are looked at have it', async () => {
  let kept = [checkpoint(100)];
  const checkpoints = new Checkpoints(
    workerWith({
      checkpoints: () => Promise.resolve(kept),
      keep: () => {
        kept = [checkpoint(120, { pinned: true }), ...kept];
        return Promise.resolve(120);
      },
    }),
  );
  await checkpoints.load('run-1');
  expect(await checkpoints.keep()).toBe(120);
  expect(checkpoints.of('run-1')?.map(({ step }) => step)).toEqual([120, 100]);
});

test('the network is handed over only where its state is not stored: the chosen one, or the one written with', async () => {
  const model = new Blob(['a network']);
  const asked: (number | null | undefined)[] = [];
  const checkpoints = new Checkpoints(
    workerWith({
      checkpoints: () => Promise.resolve([checkpoint(300, { inMemory: true }), checkpoint(200, { best: true })]),
      exportOnnx: (_runId, step) => {
        asked.push(step);
        return Promise.resolve(model);
      },
    }),
  );
  expect(await checkpoints.modelOf('run-1', null)).toBeNull();
  expect(await checkpoints.modelOf('run-1', 200)).toBeNull();
  expect(await checkpoints.modelOf('run-1', 300)).toBe(model);
  expect(asked).toEqual([300]);
});
