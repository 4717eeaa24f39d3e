/** What a setting is described by. */

interface Described {
  readonly label: string;
  readonly explanation: string;
  readonly group: 'network' | 'training';
  /** May it change while a run trains? */
  readonly live?: boolean;
}

export interface NumberSetting extends Described {
  readonly kind: 'integer' | 'number';
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
  readonly unit?: string;
}

export interface ChoiceSetting<Choice extends string> extends Described {
  readonly kind: 'choice';
  readonly choices: readonly { readonly value: Choice; readonly label: string }[];
  readonly default: Choice;
}

export type SettingFor<Value> = [Value] extends [string] ? ChoiceSetting<Value> : NumberSetting;
