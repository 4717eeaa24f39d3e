/**
 * Has a network that was trained on the bundled Chinese poems write, and counts how many of its poems have the form of
 * what it learned from: `npm run recipe -- quatrains --onnx MODEL`. Each poem is written on its own from an empty line, with the seeds from 1.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { InputError } from '../src/shared/errors.ts';
import { WRITING } from '../src/shared/writing-settings.ts';
import { WritingSession } from '../src/writing/session.ts';

/** 五言绝句: two couplets of twice five characters; the second line of each, which rhymes, closes with a full stop. */
const QUATRAIN = /^(\p{Script=Han}{5}，\p{Script=Han}{5}[。！？](\n|$)){2}$/u;
/** An empty line comes before every poem but the first. */
const PROMPT = '\n\n';
/** Characters of a quatrain and the empty line that ends it. */
const LENGTH = 2 * (5 + 1 + 5 + 1 + 1) + 1;

export function isQuatrain(poem: string): boolean {
  return QUATRAIN.test(poem);
}

export interface Judgement {
  readonly written: number;
  readonly quatrains: number;
  /** Those that are none. */
  readonly others: readonly string[];
}

/** @throws FormatError when the model is not one that Unroll exported. */
export async function judgeQuatrains(model: Uint8Array, count: number, temperature: number): Promise<Judgement> {
  const session = await WritingSession.create(model);
  const others: string[] = [];
  try {
    for (let seed = 1; seed <= count; seed++) {
      let text = '';
      const settings = { prompt: PROMPT, length: LENGTH, temperature, topK: 0, topP: 1, seed };
      await session.write(
        settings,
        (chunk) => (text += chunk),
        () => false,
      );
      const [poem] = text.split('\n\n');
      if (!isQuatrain(poem)) others.push(poem);
    }
  } finally {
    await session.release();
  }
  return { written: count, quatrains: count - others.length, others };
}

/** @throws InputError for options it does not know or a number out of range. */
export async function quatrains(command: readonly string[]): Promise<void> {
  const { onnx, count, temperature } = parseArgs({
    args: [...command],
    options: {
      onnx: { type: 'string' },
      count: { type: 'string', default: '200' },
      temperature: { type: 'string', default: String(WRITING.temperature.default) },
    },
  }).values;
  if (onnx === undefined) throw new InputError('--onnx MODEL is missing: the network that is to write.');
  if (!(Number.isInteger(Number(count)) && Number(count) > 0)) {
    throw new InputError(`--count is “${count}”; it must be a whole number above 0.`);
  }
  const judged = await judgeQuatrains(await readFile(onnx), Number(count), Number(temperature));
  const { written, others } = judged;
  for (const poem of others) process.stdout.write(`Not a quatrain: ${JSON.stringify(poem)}\n`);
  const share = (100 * judged.quatrains) / written;
  process.stdout.write(`${judged.quatrains} of ${written} are quatrains (${share.toFixed(1)} %).\n`);
}
