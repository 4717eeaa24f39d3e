/** Ways to start without opening the settings: by how long one is willing to wait. `fitPresets` makes settings of them. */
import { firstSample } from './first-sample.ts';
import type { Task } from './network.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

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

/** A text that has so many characters to learn from can teach a second layer. */
const TWO_LAYERS_FROM = 200_000;

/** What of the network of a preset follows from the text alone. @param characters to learn from */
export function presetShape(characters: number): Pick<Settings, 'cell' | 'layers'> {
  return { cell: 'gru', layers: characters < TWO_LAYERS_FROM ? 1 : 2 };
}

/** A preset before it is fitted: the network it will have, as far as can be told. @param characters of the text; null when none was chosen */
export function unfitted(task: Task['kind'], characters: number | null = null): Settings {
  const training = (1 - DEFAULT_SETTINGS.validationShare) * (characters ?? firstSample(task).characters);
  return { ...DEFAULT_SETTINGS, task, ...presetShape(training) };
}

/** What each preset comes to for one text on one device. */
export type FittedPresets = Readonly<Record<PresetId, Settings>>;
