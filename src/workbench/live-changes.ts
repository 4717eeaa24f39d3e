import { InputError } from '../shared/errors.ts';
import { settingProblem } from '../shared/settings.ts';

/** What may change while a run trains. */
export interface LiveChanges {
  readonly learningRate?: number;
  readonly sampleTemperature?: number;
}

/** @throws InputError naming every value that does not fit. */
export function checkChanges(changes: LiveChanges): void {
  const problems = (['learningRate', 'sampleTemperature'] as const)
    .filter((key) => changes[key] !== undefined)
    .map((key) => settingProblem(key, changes[key]))
    .filter((problem) => problem !== null);
  if (problems.length > 0) throw new InputError(problems.join(' '));
}
