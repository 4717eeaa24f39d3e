import { describe, expect, test } from 'vitest';
import { fitPresets } from '../../../src/training/fit.ts';
import { DEFAULT_PRESET } from '../../../src/shared/presets.ts';
import type { TrainingWorker } from '../../../src/shared/training-worker.ts';
import { RunSettings } from '../../../src/state/run-settings.svelte.ts';
import { runSummary } from './worker-double.ts';

const fitted = fitPresets({ characters: 20_000, distinct: 40 }, 1e10);

async function fittedSettings(): Promise<RunSettings> {
  const client = { fit: () => Promise.resolve(fitted) } satisfies Partial<TrainingWorker>;
  const settings = new RunSettings(client as unknown as TrainingWorker);
  await settings.fitTo('text-1');
  return settings;
}

describe('the settings of the next run', () => {
  test('are what the preset comes to for the text, and stay so when a run from nothing has begun', async () => {
    const settings = await fittedSettings();
    expect(settings.settings).toEqual(fitted[DEFAULT_PRESET]);
    settings.goOnWith(null);
    expect(settings.settings).toEqual(fitted[DEFAULT_PRESET]);
  });

  test('that were made by hand stay, too', async () => {
    const settings = await fittedSettings();
    settings.set('hidden', 48);
    settings.goOnWith(null);
    expect(settings.draft.hidden).toBe(48);
  });

  test('are fitted anew for another task, and show what that one needs', async () => {
    const asked: unknown[] = [];
    const fit: TrainingWorker['fit'] = (...call) => (asked.push(call), Promise.resolve(fitted));
    const settings = new RunSettings({ fit } as unknown as TrainingWorker);
    await settings.fitTo('text-1');
    settings.useTask('fill');
    expect([settings.task, settings.preset, settings.isShown('maskSpan')]).toEqual(['fill', DEFAULT_PRESET, true]);
    expect([settings.isShown('task'), settings.isShown('sampleTemperature')]).toEqual([false, false]);
    await settings.fitTo('text-1');
    expect(asked).toEqual([
      ['text-1', null, 'continue'],
      ['text-1', null, 'fill'],
    ]);
  });

  test('keep the task when another is trained from nothing, and leave a network that is gone on with for it', async () => {
    const settings = await fittedSettings();
    settings.goOnWith(runSummary());
    settings.useTask('classify');
    expect([settings.origin, settings.task, settings.settings?.task]).toEqual([null, 'classify', 'classify']);
    settings.usePreset('overnight');
    expect(settings.task).toBe('classify');
  });

  test('have the shape of a run that is gone on with, and after it are fitted to the text again', async () => {
    const settings = await fittedSettings();
    const run = runSummary({ settings: { ...fitted[DEFAULT_PRESET], hidden: 200, cell: 'lstm' } });
    settings.goOnWith(run);
    expect(settings.draft).toMatchObject({ hidden: 200, cell: 'lstm' });
    settings.goOnWith(null);
    await settings.fitTo('text-1');
    expect(settings.settings).toEqual(fitted[DEFAULT_PRESET]);
  });
});
