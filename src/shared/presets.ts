/** Ways to start without opening the settings: by how long one is willing to wait. `fitPreset` makes settings of them. */
import type { Settings } from './settings.ts';

export type PresetId = 'minute' | 'ten-minutes' | 'overnight';

export interface Preset {
  readonly id: PresetId;
  /** The most it may take. */
  readonly minutes: number;
}

export const PRESETS: readonly Preset[] = [
  {
    id: 'minute',
    minutes: 1,
  },
  {
    id: 'ten-minutes',
    minutes: 10,
  },
  {
    id: 'overnight',
    minutes: 480,
  },
];

export const DEFAULT_PRESET: PresetId = 'minute';

/** What each preset comes to for one text on one device. */
export type FittedPresets = Readonly<Record<PresetId, Settings>>;
