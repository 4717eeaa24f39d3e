/** Lines of a label and a text out of a table: separated by tabs, or as in CSV, with or without names of columns. */
import { labelled } from '../messages/labelled.ts';
import { InputError } from '../shared/errors.ts';
import type { ReadingNote } from '../shared/text.ts';
import { chooseColumns, type Columns } from './labelled-columns.ts';
import { quoted } from './labelled-notes.ts';
import type { RawLines } from './labelled-tidy.ts';

interface Table {
  readonly rows: readonly string[][];
  readonly delimiter: string;
}

/**
 * Reads a folded text as a table.
 * @throws InputError when it has no column of labels beside one of texts
 */
export async function readTable(text: string, name: string): Promise<RawLines> {
  const { rows, delimiter } = await parseTable(text);
  const filled = rows.filter((row) => row.some((field) => field.trim() !== ''));
  const columns = chooseColumns(filled);
  if (!columns) {
    throw new InputError(labelled.noColumns(name));
  }
  const { label, text: textColumn, width } = columns;
  const labels: string[] = [];
  const texts: string[] = [];
  let incomplete = 0;
  for (const row of filled.slice(columns.names ? 1 : 0)) {
    if (row.length <= Math.max(label, textColumn)) {
      incomplete += 1;
      continue;
    }
    labels.push(row[label]);
    // What looks like further columns is the rest of a text that was not quoted.
    texts.push(textColumn === width - 1 ? row.slice(textColumn).join(delimiter) : row[textColumn]);
  }
  const notes = [columnsNote(columns)];
  if (incomplete > 0) {
    notes.push({ kind: 'rows-incomplete', count: incomplete, message: labelled.notes.incomplete(incomplete) });
  }
  const empty = rows.length - filled.length - (text.endsWith('\n') || text === '' ? 1 : 0);
  return {
    labels: [...labels, ...Array.from({ length: empty }, () => '')],
    texts: [...texts, ...Array.from({ length: empty }, () => '')],
    notes,
  };
}

/**
 * A quotation mark means what it means in CSV only where that makes sense: not where all lines have the same number of fields
 * already and quoting would join some of them, nor where it is not closed properly.
 */
async function parseTable(text: string): Promise<Table> {
  const { default: papa } = await import('papaparse');
  const firstLine = /.*\S.*/u.exec(text)?.[0] ?? '';
  const given = firstLine.includes('\t') ? '\t' : '';
  const asCsv = papa.parse<string[]>(text, { delimiter: given, newline: '\n' });
  const { delimiter } = asCsv.meta;
  if (!text.includes('"')) return { rows: asCsv.data, delimiter };
  const asLines = papa.parse<string[]>(text, { delimiter, newline: '\n', fastMode: true });
  const isBroken = asCsv.errors.some(({ type }) => type === 'Quotes');
  const isEven = new Set(asLines.data.filter((row) => row.length > 1).map((row) => row.length)).size === 1;
  const joins = asCsv.data.length < asLines.data.length;
  return { rows: isBroken || (isEven && joins) ? asLines.data : asCsv.data, delimiter };
}

function columnsNote({ label, text, names }: Columns): ReadingNote {
  const { namedColumns, columns } = labelled.notes;
  const message = names
    ? namedColumns(label + 1, quoted(names[label]), text + 1, quoted(names[text]))
    : columns(label + 1, text + 1);
  return { kind: 'columns-chosen', count: 2, message };
}
