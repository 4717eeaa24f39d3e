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
