/** Whole sets of settings, so that a newcomer never has to open them. */
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

export type PresetId = 'quick' | 'balanced' | 'thorough';

export interface Preset {
  readonly id: PresetId;
  readonly label: string;
  readonly explanation: string;
  readonly settings: Settings;
}

/** Three ways to start without opening the settings. The second is the default. */
export const PRESETS: readonly Preset[] = [
  {
    id: 'quick',
    label: 'Quick',
    explanation: 'A small network for a first look, or a slow device.',
    settings: { ...DEFAULT_SETTINGS, cell: 'gru', layers: 1, hidden: 96, passes: 5 },
  },
  {
    id: 'balanced',
    label: 'Balanced',
    explanation: 'A good network for most texts.',
    settings: DEFAULT_SETTINGS,
  },
  {
    id: 'thorough',
    label: 'Thorough',
    explanation: 'A large network, for a long text and patience.',
    settings: { ...DEFAULT_SETTINGS, hidden: 256, dropout: 0.2, windowSteps: 100, lanes: 50, passes: 20 },
  },
];

export const DEFAULT_PRESET: PresetId = 'balanced';
