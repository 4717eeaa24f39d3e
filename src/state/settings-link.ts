/** Settings in an address, to be handed on: never a text. `#train?settings=1&cell=gru&hidden=64` */
import {
  DEFAULT_SETTINGS,
  optionOf,
  SETTING_KEYS,
  settingProblem,
  SETTINGS,
  type SettingKey,
  type Settings,
} from '../shared/settings.ts';
import { isRelevant, type SettingsDraft } from './settings-draft.ts';

/** What the names and values in a link mean. */
export const LINK_VERSION = 1;
const VERSION_NAME = 'settings';
/** No link of ours is nearly as long. */
const LONGEST = 4000;
/** A value is shown up to here. */
const SHOWN = 24;

/** A setting whose value in the link cannot be used. */
export interface Clamped {
  readonly key: SettingKey;
  readonly was: string;
  readonly became: string | number;
}

export type SettingsLink =
  | {
      readonly kind: 'settings';
      readonly settings: Settings;
      /** How many settings came with it. */
      readonly taken: number;
      readonly clamped: readonly Clamped[];
      /** Names that this version does not know. */
      readonly unknown: readonly string[];
    }
  | { readonly kind: 'newer'; readonly version: number };

/** @param page the address of the app; what it says of a view is replaced. */
export function linkTo(settings: Settings, page: string): string {
  const link = new URL(page);
  link.search = '';
  const values = SETTING_KEYS.filter((key) => isRelevant(key, settings)).map((key) => [key, String(settings[key])]);
  link.hash = `train?${new URLSearchParams([[VERSION_NAME, String(LINK_VERSION)], ...values]).toString()}`;
  return link.href;
}

/** A command that trains with these settings in a terminal, of a text that is to be named there. */
export function commandFor(settings: Settings): string {
  const options = SETTING_KEYS.filter((key) => isRelevant(key, settings)).map(
    (key) => `${optionOf(key)} ${settings[key]}`,
  );
  return ['npm run recipe --', '--text TEXT.txt', '--json FIGURES.json', ...options].join(' ');
}

/** The settings in the hash of an address, all of them usable; null when it carries none. Takes anything at all. */
export function readLink(hash: string): SettingsLink | null {
  const at = hash.indexOf('?');
  if (at < 0) return null;
  const values = new URLSearchParams(hash.slice(at + 1, LONGEST));
  const version = values.get(VERSION_NAME);
  if (version === null) return null;
  if (Number(version) > LINK_VERSION) return { kind: 'newer', version: Math.min(Math.floor(Number(version)), 1e6) };
  const draft: Partial<Record<SettingKey, string | number>> = {};
  const clamped: Clamped[] = [];
  const unknown: string[] = [];
  for (const name of new Set(values.keys())) {
    if (name === VERSION_NAME) continue;
    const key = SETTING_KEYS.find((known) => known === name);
    if (key === undefined) {
      unknown.push(name.slice(0, SHOWN));
      continue;
    }
    const was = values.get(name) ?? '';
    const became = usable(key, was);
    draft[key] = became;
    if (String(became) !== was && Number(was) !== became) clamped.push({ key, was: was.slice(0, SHOWN), became });
  }
  const settings: SettingsDraft = { ...DEFAULT_SETTINGS, ...draft };
  const matters = (key: SettingKey): boolean => isRelevant(key, settings);
  return {
    kind: 'settings',
    settings: settings as Settings,
    taken: SETTING_KEYS.filter((key) => key in draft && matters(key)).length,
    clamped: clamped.filter(({ key }) => matters(key)),
    unknown,
  };
}

/** The nearest value that a setting takes; its default where nothing is near. */
function usable(key: SettingKey, text: string): string | number {
  const setting = SETTINGS[key];
  if (setting.kind === 'choice') return settingProblem(key, text) === null ? text : setting.default;
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(number)) return setting.default;
  const within = Math.min(setting.maximum, Math.max(setting.minimum, number));
  return setting.kind === 'integer' ? Math.round(within) : within;
}
