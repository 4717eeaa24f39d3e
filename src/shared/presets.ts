/** Ways to start without opening the settings: by how long one is willing to wait. `fitPreset` makes settings of them. */
import type { Settings } from './settings.ts';

export type PresetId = 'minute' | 'ten-minutes' | 'overnight';

export interface Preset {
  readonly id: PresetId;
  readonly label: string;
  readonly explanation: string;
  /** The most it may take. */
  readonly minutes: number;
}

export const PRESETS: readonly Preset[] = [
  {
    id: 'minute',
    label: 'A minute',
    explanation: 'A small network for a first look.',
    minutes: 1,
  },
  {
    id: 'ten-minutes',
    label: 'Ten minutes',
    explanation: 'A good network for most texts.',
    minutes: 10,
  },
  {
    id: 'overnight',
    label: 'Overnight',
    explanation: 'As much as can be learned from the text, in eight hours at most.',
    minutes: 480,
  },
];

export const DEFAULT_PRESET: PresetId = 'minute';

/** What each preset comes to for one text on one device. */
export type FittedPresets = Readonly<Record<PresetId, Settings>>;
