const numbers = new Intl.NumberFormat('en-US');

/** 60000 as `60,000`. */
export function numberText(value: number): string {
  return numbers.format(value);
}

/** `1 file`, `60,000 files`. */
export function counted(count: number, one: string, many: string): string {
  return `${numberText(count)} ${count === 1 ? one : many}`;
}
