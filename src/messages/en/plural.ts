/** Numbers with the word that goes with them. */
const numbers = new Intl.NumberFormat('en');
const rules = new Intl.PluralRules('en');

/** The form of a word that goes with a number. */
export function plural(value: number, one: string, many: string): string {
  return rules.select(value) === 'one' ? one : many;
}

/** `1 file`, `60,000 files`. */
export function counted(value: number, one: string, many: string): string {
  return `${numbers.format(value)} ${plural(value, one, many)}`;
}
