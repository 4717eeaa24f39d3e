import { settingWords } from '../messages/settings.ts';

/**
 * Any value at all, as a message can name it. Objects are not converted: one that comes from a file may have a
 * `toString` that throws.
 */
export function shownValue(value: unknown): string {
  const { values } = settingWords;
  if (value === undefined || value === null || value === '') return values.empty;
  if (typeof value === 'string') return values.text(value);
  if (Number.isNaN(value)) return values.notANumber;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return values.number(String(value));
  }
  return Array.isArray(value) ? values.list : values.other(typeof value);
}
