/** Tables for a console and for Markdown: the same text serves both. */

/** Columns are as wide as they need to be; figures stand to the right. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(3, width(heading), ...rows.map((row) => width(row[column] ?? ''))),
  );
  const figures = headings.map((_, column) => rows.length > 0 && rows.every((row) => isFigure(row[column] ?? '')));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((wide, column) => pad(cells[column] ?? '', wide, figures[column])).join(' | ')} |`;
  const rule = widths.map((wide, column) => (figures[column] ? `${'-'.repeat(wide - 1)}:` : '-'.repeat(wide)));
  return [line(headings), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** 12345.6 as "12,300": three digits that mean something, with separators. */
export function figure(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 2 });
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

export function times(ratio: number): string {
  return `${ratio.toFixed(ratio < 10 ? 2 : 1)}x`;
}

function isFigure(text: string): boolean {
  return text === '' || /^[\d.,-]+( ?%| MB| s| ms|x)?$/.test(text);
}

function width(text: string): number {
  return [...text].length;
}

function pad(text: string, wide: number, right: boolean): string {
  const space = ' '.repeat(wide - width(text));
  return right ? space + text : text + space;
}
