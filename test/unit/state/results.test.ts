import { describe, expect, test } from 'vitest';
import { StateError } from '../../../src/shared/errors.ts';
import type { FillJudgement } from '../../../src/shared/judgement.ts';
import type { RunSummary } from '../../../src/shared/run.ts';
import { DEFAULT_SETTINGS, networkFor, type Settings } from '../../../src/shared/settings.ts';
import { Results, twinOf, type Stage } from '../../../src/state/results.svelte.ts';
import { runSummary } from './worker-double.ts';

const JUDGEMENT: FillJudgement = {
  kind: 'fill',
  network: { nats: 1.5, accuracy: 0.6 },
  fromLeft: { nats: 2.5, accuracy: 0.3 },
  answers: 100,
  passage: { kind: 'fill', step: 10, pieces: ['a', { truth: 'b', answer: 'c', probability: 0.5 }] },
};

function fillRun(id: string, changes: Partial<Settings> = {}, more: Partial<RunSummary> = {}): RunSummary {
  const settings: Settings = { ...DEFAULT_SETTINGS, task: 'fill', ...changes };
  return runSummary({ id, settings, network: networkFor(settings, 60), state: 'finished', step: 10, ...more });
}

function resultsWith(judge: (id: string) => Promise<FillJudgement | null>): Results {
  const startTwin = (): never => {
    throw new Error('No twin was asked for.');
  };
  return new Results({ judge, startTwin }, null as unknown as Stage);
}

describe('results', () => {
  test('are worked out once for each step a run rests at, and never for one that writes on', async () => {
    const asked: string[] = [];
    const results = resultsWith((id) => (asked.push(id), Promise.resolve(JUDGEMENT)));
    const run = fillRun('one');
    await results.judge(run);
    await results.judge(run);
    expect(results.of('one')).toEqual({ step: 10, judgement: JUDGEMENT, problem: null });
    await results.judge({ ...run, step: 20 });
    await results.judge(runSummary({ id: 'writes' }));
    expect(asked).toEqual(['one', 'one']);
    expect([results.of('writes'), results.of(undefined)]).toEqual([null, null]);
  });

  test('that could not be told say why, and can be asked for again', async () => {
    const answers = [Promise.reject(new StateError('Its text is gone.')), Promise.resolve(JUDGEMENT)];
    const results = resultsWith(() => answers.shift() ?? Promise.resolve(null));
    await results.judge(fillRun('one'));
    expect(results.of('one')?.problem).toBe('Its text is gone.');
    await results.again(fillRun('one'));
    expect(results.of('one')?.judgement).toEqual(JUDGEMENT);
  });
});

describe('the twin of a run', () => {
  const run = fillRun('both', { reading: 'both', hidden: 128 });
  const twin = fillRun('forward', { reading: 'forward', hidden: 190, learningRate: 0.002 });

  test('reads forward only, learned the same text alike, and is rather one that is finished', () => {
    const begun = { ...twin, id: 'begun', state: 'paused' as const };
    expect(twinOf(run, [run, begun, twin])?.id).toBe('forward');
    expect(twinOf(run, [run, begun])?.id).toBe('begun');
  });

  test.each([
    ['another text', { ...twin, text: { ...twin.text, hash: 'cd' } }],
    ['more passes', fillRun('forward', { reading: 'forward', passes: 99 })],
    ['other blanks', fillRun('forward', { reading: 'forward', maskSpan: 3 })],
    ['another task', fillRun('other', { task: 'classify', reading: 'forward' })],
  ])('is none of %s', (_, other) => {
    expect(twinOf(run, [run, other])).toBeNull();
  });

  test('is none where it reads forward itself', () => {
    expect(twinOf(twin, [run, { ...twin, id: 'other' }])).toBeNull();
  });
});
