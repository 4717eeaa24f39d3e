/** Chinese verse: the five-character quatrains of the Complete Tang Poems, out of the JSON files of chinese-poetry. */
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Converter } from 'opencc-js/t2cn';

export interface Poem {
  readonly paragraphs: readonly string[];
}

/** 五言绝句: two couplets of twice five characters, each closed by a full stop. */
const QUATRAIN = /^\p{Script=Han}{5}，\p{Script=Han}{5}[。！？]\n\p{Script=Han}{5}，\p{Script=Han}{5}[。！？]$/u;

export async function readTangPoems(): Promise<string> {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('chinese-poetry/package.json')),
    'chinese-poetry',
    'json',
  );
  const names = (await readdir(folder)).filter((name) => /^poet\.tang\.\d+\.json$/.test(name));
  names.sort((one, other) => partNumber(one) - partNumber(other));
  const parts = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Poem[]),
  );
  return quatrainsText(parts.flat());
}

function partNumber(fileName: string): number {
  return Number(fileName.split('.')[2]);
}

/** Each quatrain once, without title or author, one couplet a line, one poem a paragraph, in simplified script. */
export function quatrainsText(poems: readonly Poem[]): string {
  const simplify = Converter({ from: 't', to: 'cn' });
  const quatrains = poems.map(({ paragraphs }) => paragraphs.join('\n')).filter((text) => QUATRAIN.test(text));
  return `${[...new Set(quatrains.map(simplify))].join('\n\n')}\n`;
}
