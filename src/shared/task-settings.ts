/** The settings that say what a network learns to do. */
import type { Pooling, Task, TaskAndDirections } from './network.ts';
import type { SettingFor } from './setting-kinds.ts';

/** Which part of the text is held out: its end, or blocks spread over it. */
export type HeldOut = 'end' | 'blocks';

/** Which way a text is read. */
export type Reading = 'forward' | 'both';

export interface TaskSettings {
  readonly task: Task['kind'];
  readonly reading: Reading;
  readonly pooling: Pooling;
  readonly maskShare: number;
  readonly maskSpan: number;
}

export const TASK_SETTINGS: { readonly [Key in keyof TaskSettings]: SettingFor<TaskSettings[Key]> } = {
  task: {
    kind: 'choice',
    group: 'network',
    choices: ['continue', 'fill', 'classify'],
    default: 'continue',
  },
  reading: {
    kind: 'choice',
    group: 'network',
    choices: ['forward', 'both'],
    default: 'both',
  },
  pooling: {
    kind: 'choice',
    group: 'network',
    choices: ['last', 'mean'],
    default: 'last',
  },
  maskShare: {
    kind: 'number',
    group: 'training',
    minimum: 0.01,
    maximum: 0.5,
    default: 0.15,
  },
  maskSpan: {
    kind: 'integer',
    group: 'training',
    minimum: 1,
    maximum: 64,
    default: 12,
  },
};

/** What settings of the first versions did not say. */
export const UNSAID = {
  task: 'continue',
  reading: TASK_SETTINGS.reading.default,
  pooling: TASK_SETTINGS.pooling.default,
  maskShare: TASK_SETTINGS.maskShare.default,
  maskSpan: TASK_SETTINGS.maskSpan.default,
  heldOut: 'end',
  embeddingDropout: 0,
} as const satisfies TaskSettings & { readonly heldOut: HeldOut; readonly embeddingDropout: number };

/** What the settings ask of a network. @param classes of how many the lines are, where they are to be classified. */
export function taskFor({ task, reading, pooling, maskShare }: TaskSettings, classes: number): TaskAndDirections {
  const directions = reading === 'both' ? 2 : 1;
  switch (task) {
    case 'continue':
      return { task: { kind: 'continue' }, directions: 1 };
    case 'fill':
      return { task: { kind: 'fill', share: maskShare }, directions };
    case 'classify':
      return { task: { kind: 'classify', classes, pooling }, directions };
  }
}
