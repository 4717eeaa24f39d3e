/** Numbers with the word that goes with them. */
// Made when the first is asked for: reading what a language does with numbers would hold up the opening of the page.
let numbers: Intl.NumberFormat | undefined;
let rules: Intl.PluralRules | undefined;

/** The form of a word that goes with a number. */
export function plural(value: number, one: string, many: string): string {
  rules ??= new Intl.PluralRules('en');
  return rules.select(value) === 'one' ? one : many;
}

/** `1 file`, `60,000 files`. */
export function counted(value: number, one: string, many: string): string {
  numbers ??= new Intl.NumberFormat('en');
  return `${numbers.format(value)} ${plural(value, one, many)}`;
}
