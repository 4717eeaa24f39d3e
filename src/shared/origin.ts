/** Going on with another text: a run that begins with what another has learned. */
import type { SettingKey, Settings } from './settings.ts';
import { UNSAID } from './task-settings.ts';

/** Where the first weights of a run come from. */
export interface RunOrigin {
  /** Of the run, as it was called then. */
  readonly name: string;
  /** Of the checkpoint they are from. */
  readonly step: number;
}

/** The settings that make the weights what they are, so that a network that has learned something keeps them. */
export const SHAPE_KEYS = [
  'task',
  'reading',
  'pooling',
  'maskShare',
  'cell',
  'nonlinearity',
  'layers',
  'hidden',
  'input',
  'embeddingWidth',
] as const satisfies readonly SettingKey[];

export type ShapeSettings = Pick<Settings, (typeof SHAPE_KEYS)[number]>;

/** @param settings of any version: what the first ones did not say is added. */
export function shapeOf(settings: Partial<Settings> & Omit<ShapeSettings, keyof typeof UNSAID>): ShapeSettings {
  const { task, reading, pooling, maskShare, cell, nonlinearity, layers, hidden, input, embeddingWidth } = {
    ...UNSAID,
    ...settings,
  };
  return { task, reading, pooling, maskShare, cell, nonlinearity, layers, hidden, input, embeddingWidth };
}
