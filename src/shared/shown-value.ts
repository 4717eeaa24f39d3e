/**
 * Any value at all, as a message can name it. Objects are not converted: one that comes from a file may have a
 * `toString` that throws.
 */
export function shownValue(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'empty';
  if (typeof value === 'string') return `“${value}”`;
  if (Number.isNaN(value)) return 'not a number';
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
}
