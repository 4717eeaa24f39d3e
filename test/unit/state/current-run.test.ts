import { describe, expect, test } from 'vitest';
import { StateError } from '../../../src/shared/errors.ts';
import type { ProgressReport } from '../../../src/shared/run.ts';
import { DEFAULT_SETTINGS } from '../../../src/shared/settings.ts';
import { CurrentRun } from '../../../src/state/current-run.svelte.ts';
import { progress, runSummary, workerWith } from './worker-double.ts';

/** A run in training, and the callback through which its worker reports. */
async function started(): Promise<{ run: CurrentRun; report: (progress: ProgressReport) => void }> {
  let report: (progress: ProgressReport) => void = () => {};
  const run = new CurrentRun(
    workerWith({
      start: (_text, _settings, hear) => {
        report = hear;
        return Promise.resolve(runSummary());
      },
      pause: () => Promise.resolve(runSummary({ state: 'paused', step: 7 })),
      change: () => Promise.resolve(),
    }),
  );
  await run.train(Promise.resolve('text-1'), () => DEFAULT_SETTINGS);
  return { run, report };
}

describe('CurrentRun', () => {
  test('appends the points and samples of each report to those before', async () => {
    const { run, report } = await started();
    report(progress('training', { step: 1, newTraining: [{ step: 1, nats: 4 }] }));
    report(
      progress('training', {
        step: 2,
        newTraining: [{ step: 2, nats: 3 }],
        newValidation: [{ step: 2, nats: 3.5 }],
        newSample: { step: 2, temperature: 0.7, text: 'e th' },
      }),
    );
    expect(run.seen.training.map(({ nats }) => nats)).toEqual([4, 3]);
    expect(run.seen.validation.map(({ nats }) => nats)).toEqual([3.5]);
    expect(run.seen.samples.map(({ text }) => text)).toEqual(['e th']);
    expect(run.step).toBe(2);
  });

  test('a report sent before a pause and heard after it does not set the run going again', async () => {
    const { run, report } = await started();
    await run.pause();
    report(progress('training', { step: 7 }));
    expect(run.state).toBe('paused');
  });

  test('a report of another run is not heard', async () => {
    const { run, report } = await started();
    report(progress('training', { runId: 'run-0', step: 99 }));
    expect(run.step).toBe(0);
  });

  test('what the network reached before its first step stays when it is heard before the answer to the start', async () => {
    const run = new CurrentRun(
      workerWith({
        start: (_text, _settings, hear) => {
          hear(progress('training', { step: 0, newValidation: [{ step: 0, nats: 2.5 }] }));
          return Promise.resolve(runSummary());
        },
      }),
    );
    await run.train(Promise.resolve('text-1'), () => DEFAULT_SETTINGS, 'run-0');
    expect(run.seen.validation).toEqual([{ step: 0, nats: 2.5 }]);
  });

  test('a run that ended before the answer to its start arrived stays ended', async () => {
    const run = new CurrentRun(
      workerWith({
        start: (_text, _settings, hear) => {
          hear(progress('finished', { step: 100 }));
          return Promise.resolve(runSummary());
        },
      }),
    );
    await run.train(Promise.resolve('text-1'), () => DEFAULT_SETTINGS);
    expect(run.state).toBe('finished');
  });

  test('a refused start says why, and leaves the run that was looked at as it was', async () => {
    const run = new CurrentRun(
      workerWith({ start: () => Promise.reject(new StateError('Another tab trains. Stop it first.')) }),
    );
    run.show(runSummary({ state: 'stopped' }));
    await run.train(Promise.resolve(null), () => DEFAULT_SETTINGS);
    expect([run.state, run.problem]).toEqual(['stopped', null]);
    await run.train(Promise.resolve('text-1'), () => DEFAULT_SETTINGS);
    expect(run.problem).toBe('Another tab trains. Stop it first.');
    expect([run.state, run.summary?.id]).toEqual(['stopped', 'run-1']);
  });

  test('the death of the training thread leaves an interrupted run that can be resumed', async () => {
    const { run } = await started();
    run.lose(new StateError('The thread ended.'));
    expect([run.state, run.canResume, run.isBusy, run.problem]).toEqual([
      'interrupted',
      true,
      false,
      'The thread ended.',
    ]);
  });

  test('while one verb waits for its answer another does nothing', async () => {
    let calls = 0;
    let answer: () => void = () => {};
    const run = new CurrentRun(
      workerWith({
        start: () => {
          calls++;
          return new Promise((resolve) => (answer = () => resolve(runSummary())));
        },
      }),
    );
    const first = run.train(Promise.resolve('text-1'), () => DEFAULT_SETTINGS);
    await run.train(Promise.resolve('text-1'), () => DEFAULT_SETTINGS);
    expect(run.verb).toBe('starting');
    answer();
    await first;
    expect([calls, run.verb, run.state]).toEqual([1, null, 'training']);
  });

  test('a save is told once, however many reports name it', async () => {
    const { run, report } = await started();
    let told = 0;
    run.onSave = () => {
      told++;
    };
    report(progress('training'));
    report(progress('training', { savedAt: 5000 }));
    report(progress('training', { savedAt: 5000 }));
    report(progress('training', { savedAt: 9000 }));
    expect([told, run.savedAt]).toEqual([2, 9000]);
  });

  test('only an end by itself is an ending: not a pause, and not a run looked at afterwards', async () => {
    const { run, report } = await started();
    await run.pause();
    run.show(runSummary({ state: 'finished' }));
    expect(run.ending).toBeNull();
    const other = await started();
    other.report(progress('finished', { step: 100 }));
    const ending = other.run.ending;
    other.report(progress('finished', { step: 100 }));
    expect(ending).toEqual({ state: 'finished', problem: null });
    expect(other.run.ending).toBe(ending);
    report(progress('training'));
    expect(run.ending).toBeNull();
  });

  test('the page that goes away asks for a checkpoint, with a run to save and only then', async () => {
    let asked = 0;
    const checkpoint = (): Promise<void> => {
      asked++;
      return Promise.reject(new StateError('The thread ended.'));
    };
    const run = new CurrentRun(workerWith({ checkpoint, start: () => Promise.resolve(runSummary()) }));
    await run.checkpoint();
    expect(asked).toBe(0);
    await run.train(Promise.resolve('text-1'), () => DEFAULT_SETTINGS);
    await run.checkpoint();
    expect([asked, run.problem]).toEqual([1, null]);
  });

  test('a change is kept in the settings that are shown', async () => {
    const { run } = await started();
    await run.change({ learningRate: 0.001 });
    expect(run.summary?.settings.learningRate).toBe(0.001);
    expect(run.summary?.settings.sampleTemperature).toBe(DEFAULT_SETTINGS.sampleTemperature);
  });
});
