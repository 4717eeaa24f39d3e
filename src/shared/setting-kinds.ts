/** What a setting is described by; its words are in messages/settings.ts. */
import { settingWords } from '../messages/settings.ts';
import { shownValue } from './shown-value.ts';

interface Described {
  readonly group: 'network' | 'training';
  /** May it change while a run trains? */
  readonly live?: boolean;
}

export interface NumberRange {
  readonly kind: 'integer' | 'number';
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
}

export interface NumberSetting extends Described, NumberRange {}

export interface ChoiceSetting<Choice extends string> extends Described {
  readonly kind: 'choice';
  readonly choices: readonly Choice[];
  readonly default: Choice;
}

export type SettingFor<Value> = [Value] extends [string] ? ChoiceSetting<Value> : NumberSetting;

/** Why a value is no number of this range, as a sentence, or null when it is one. Accepts anything at all. */
export function numberProblem(label: string, range: NumberRange, value: unknown): string | null {
  const { kind, minimum, maximum } = range;
  const fits =
    typeof value === 'number' && value >= minimum && value <= maximum && (kind === 'number' || Number.isInteger(value));
  return fits ? null : settingWords.outOfRange(label, shownValue(value), kind === 'integer', minimum, maximum);
}
