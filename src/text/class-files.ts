/** Several files of which each is a class, as one text of labelled lines. */

export interface ClassTable {
  /** A line that names the columns, and one of label, tab and text for each line of a file. */
  readonly text: string;
  /** How many lines were empty, and left out. */
  readonly empty: number;
}

/**
 * Classes are called as their files are, without what follows the last dot.
 * @param contents of the files, folded
 */
export function classTable(names: readonly string[], contents: readonly string[]): ClassTable {
  let empty = 0;
  const lines = contents.flatMap((content, at) => {
    const label = plain(names[at].replace(/(?<=.)\.[^.]*$/, ''));
    const texts = content.split('\n');
    // What follows the last line end is no line.
    if (texts.at(-1) === '') texts.pop();
    const filled = texts.map(plain).filter((text) => text !== '');
    empty += texts.length - filled.length;
    return filled.map((text) => `${quotedIfNeeded(label)}\t${quotedIfNeeded(text)}`);
  });
  return { text: ['label\ttext', ...lines, ''].join('\n'), empty };
}

/** A tab inside would begin another column. */
function plain(text: string): string {
  return text.replace(/\s*\t\s*/g, ' ').trim();
}

/** As in CSV, where a quotation mark at the beginning of a field means something. */
function quotedIfNeeded(text: string): string {
  return text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text;
}
