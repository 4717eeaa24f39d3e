/** Which column of a table holds labels and which texts, by their names or by their looks. */
import { LABEL_NAMES, TEXT_NAMES } from '../shared/labelled.ts';

export interface Columns {
  /** Indices, from 0 on. */
  readonly label: number;
  readonly text: number;
  /** How many columns the table has. */
  readonly width: number;
  /** The first line, when it names the columns. */
  readonly names: readonly string[] | null;
}

/** A number of fields that fewer lines have is an accident. */
const LEAST_SHARE = 0.1;
/** So many lines tell that a label which no other line bears is the name of its column. */
const TELLING_ROWS = 10;

interface Looks {
  readonly column: number;
  readonly rows: number;
  readonly distinct: number;
  readonly meanLength: number;
}

/** @returns null when there is no column of labels beside another of texts */
export function chooseColumns(rows: readonly (readonly string[])[]): Columns | null {
  if (rows.length === 0) return null;
  const names = rows[0];
  const namedLabel = columnNamed(rows, LABEL_NAMES);
  const namedText = columnNamed(rows, TEXT_NAMES);
  if (namedLabel !== null || namedText !== null) {
    const looks = looksOf(rows.slice(1), names.length);
    const label = namedLabel ?? labelByLooks(looks.filter(({ column }) => column !== namedText));
    const text = namedText ?? textByLooks(looks.filter(({ column }) => column !== label));
    return label === null || text === null ? null : { label, text, width: names.length, names };
  }
  const width = usualWidth(rows);
  const looks = looksOf(rows, width);
  const label = labelByLooks(looks);
  const text = textByLooks(looks.filter(({ column }) => column !== label));
  if (label === null || text === null) return null;
  return { label, text, width, names: standsAlone(rows, label) ? names : null };
}

/** The column whose first field is the earliest of `wanted`, and never stands there again. */
function columnNamed(rows: readonly (readonly string[])[], wanted: readonly string[]): number | null {
  const [first, ...rest] = rows;
  const names = first.map((field) => field.trim().toLowerCase());
  for (const name of wanted) {
    const column = names.indexOf(name);
    if (column >= 0 && !rest.some((row) => row[column]?.trim().toLowerCase() === name)) return column;
  }
  return null;
}

/** The smallest number of fields, at least two, that not only a few lines have: more of them come from delimiters in a text. */
function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const usual = [...counts].filter(([width, count]) => width > 1 && count >= LEAST_SHARE * rows.length);
  return usual.reduce((least, [width]) => Math.min(least, width), Infinity);
}

function looksOf(rows: readonly (readonly string[])[], width: number): Looks[] {
  if (!Number.isFinite(width)) return [];
  return Array.from({ length: width }, (_, column) => {
    const fields = rows.flatMap((row) => (column < row.length && row[column].trim() !== '' ? [row[column]] : []));
    return {
      column,
      rows: fields.length,
      distinct: new Set(fields).size,
      meanLength: fields.reduce((sum, { length }) => sum + length, 0) / Math.max(1, fields.length),
    };
  });
}

/** The column of the fewest different values, some of which come again; one of a single value only where there is no choice. */
function labelByLooks(looks: readonly Looks[]): number | null {
  const repeating = looks.filter(({ rows, distinct }) => distinct < rows);
  const isTwoColumns = looks.length === 2;
  const several = repeating.filter(({ distinct }) => distinct > 1);
  const candidates = several.length > 0 && !isTwoColumns ? several : repeating;
  return candidates.toSorted((one, other) => one.distinct - other.distinct)[0]?.column ?? null;
}

function textByLooks(looks: readonly Looks[]): number | null {
  return looks.toSorted((one, other) => other.meanLength - one.meanLength)[0]?.column ?? null;
}

/** Is the first label the only one of its kind, though every other comes again? Then it names the column. */
function standsAlone(rows: readonly (readonly string[])[], label: number): boolean {
  if (rows.length < TELLING_ROWS) return false;
  const counts = new Map<string, number>();
  for (const row of rows) if (label < row.length) counts.set(row[label], (counts.get(row[label]) ?? 0) + 1);
  return [...counts].every(([value, count]) => (count === 1) === (value === rows[0][label]));
}
