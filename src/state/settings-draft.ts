/** Settings as they are typed: checked field by field, so that one wrong value leaves the others alone. */
import { PRESETS, type FittedPresets, type PresetId } from '../shared/presets.ts';
import { DEFAULT_SETTINGS, SETTING_KEYS, settingProblem, type SettingKey, type Settings } from '../shared/settings.ts';

/** What stands in the fields. A number field that was emptied holds '', one with something else in it NaN. */
export type SettingsDraft = Readonly<Record<SettingKey, string | number>>;

export type SettingsProblems = Readonly<Partial<Record<SettingKey, string>>>;

/** The tasks that some settings matter to; the others matter to all. */
const RELEVANT_TO: Readonly<Partial<Record<SettingKey, readonly Settings['task'][]>>> = {
  reading: ['fill', 'classify'],
  pooling: ['classify'],
  maskShare: ['fill'],
  maskSpan: ['fill'],
  windowSteps: ['continue', 'fill'],
  heldOut: ['continue', 'fill'],
  sampleTemperature: ['continue'],
};

/** Does this setting matter, given the others? The form shows only those that do. */
export function isRelevant(key: SettingKey, draft: SettingsDraft): boolean {
  const tasks = RELEVANT_TO[key];
  if (tasks !== undefined) return tasks.some((task) => task === draft.task);
  if (key === 'nonlinearity') return draft.cell === 'rnn';
  if (key === 'embeddingWidth' || key === 'embeddingDropout') return draft.input === 'embedding';
  return true;
}

export function draftProblems(draft: SettingsDraft): SettingsProblems {
  const problems: Partial<Record<SettingKey, string>> = {};
  for (const key of SETTING_KEYS) {
    const problem = isRelevant(key, draft) ? settingProblem(key, draft[key]) : null;
    if (problem) problems[key] = problem;
  }
  return problems;
}

/** The settings a draft stands for, or null while a field that matters is wrong; hidden fields fall back to defaults. */
export function settingsFrom(draft: SettingsDraft): Settings | null {
  if (Object.keys(draftProblems(draft)).length > 0) return null;
  const usable = SETTING_KEYS.map((key) => [
    key,
    settingProblem(key, draft[key]) === null ? draft[key] : DEFAULT_SETTINGS[key],
  ]);
  return Object.fromEntries(usable) as Settings;
}

/** The preset these settings are, or null when they are nobody's. */
export function presetOf(draft: SettingsDraft, fitted: FittedPresets): PresetId | null {
  const same = (settings: Settings): boolean =>
    SETTING_KEYS.every((key) => !isRelevant(key, settings) || settings[key] === draft[key]);
  return PRESETS.find(({ id }) => same(fitted[id]))?.id ?? null;
}

/** What a number field holds: a number, '' when empty, NaN for anything else. */
export function readNumber(text: string, bad = false): number | '' {
  if (bad) return Number.NaN;
  return text.trim() === '' ? '' : Number(text);
}

/** What a number field shows: as it was typed while that is the number meant, so that nothing changes under the fingers. */
export function fieldText(value: string | number, typed: string | null): string {
  if (typed !== null && Object.is(readNumber(typed), value)) return typed;
  return Number.isNaN(value) ? '' : String(value);
}
