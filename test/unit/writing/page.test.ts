/** A page that is read, written on from any place, and asked about: the network is always fed exactly what stands there. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeModel } from '../../../src/formats/onnx/messages.ts';
import { stepGraph } from '../../../src/formats/onnx/step-graph.ts';
import { leadInOf, type LeadIn, type WritingSettings } from '../../../src/shared/writing-worker.ts';
import { Reader } from '../../../src/writing/reader.ts';
import { WritingSession } from '../../../src/writing/session.ts';
import { StepRuntime, type StepResult } from '../../../src/writing/step-runtime.ts';
import { networkOf, randomParameters, VOCABULARY } from '../formats/fixtures.ts';

const network = networkOf({ cell: 'lstm', layers: 2, hidden: 32 });
const model = encodeModel(
  stepGraph({
    network,
    vocabulary: VOCABULARY,
    tensors: randomParameters(network, 8, 1),
    name: 'test',
    step: 3,
  }),
);
const settings: WritingSettings = { prompt: 'a é', length: 700, temperature: 1, topK: 0, topP: 1, seed: 7 };
const leadIn = leadInOf(settings.prompt, settings.seed);
const never = (): boolean => false;
const goesOn = (): Promise<boolean> => Promise.resolve(false);
const { symbols } = VOCABULARY;
const idsOf = (text: string): number[] => [...text].map((symbol) => symbols.indexOf(symbol));

let session: WritingSession;
let runtime: StepRuntime;
beforeAll(async () => {
  session = await WritingSession.create(model);
  runtime = await StepRuntime.create(model);
});
afterAll(async () => {
  await session.release();
  await runtime.release();
});

async function write(
  changes: Partial<WritingSettings> = {},
  shouldStop: (text: string) => boolean = never,
): Promise<{ text: string; probabilities: readonly number[] }> {
  let text = '';
  const probabilities: number[] = [];
  await session.write(
    { ...settings, leadIn, ...changes },
    (piece, likely) => {
      text += piece;
      probabilities.push(...likely);
    },
    () => shouldStop(text),
  );
  return { text, probabilities };
}

/** What the network holds of each symbol of a page, computed anew from the first symbol of the lead-in. */
async function logitsBefore(page: string, opening: LeadIn): Promise<StepResult[]> {
  const reader = new Reader(runtime);
  const results: StepResult[] = [];
  await reader.read([], opening, goesOn);
  for (const id of idsOf(page)) {
    results.push(reader.tip);
    await reader.push(id);
  }
  results.push(reader.tip);
  return results;
}

/** The plain definition, in double precision. */
function softmax(logits: Float32Array): number[] {
  const powers = [...logits].map(Math.exp);
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

describe('a text that is gone on with', () => {
  it('after a pause is the text without the pause, wherever it was paused', async () => {
    const whole = await write();
    const first = await write({}, (text) => text !== '');
    expect([...first.text].length).toBeLessThan(700);
    const rest = await write({ prompt: settings.prompt + first.text, length: 700 - [...first.text].length });
    expect(first.text + rest.text).toBe(whole.text);
    expect([...first.probabilities, ...rest.probabilities]).toEqual(whole.probabilities);
  });

  it('from a place within is the same whether or not something else was read meanwhile', async () => {
    const { text } = await write();
    const prompt = settings.prompt + [...text].slice(0, 400).join('');
    const at = { prompt, length: 80, seed: 12 };
    const once = await write(at);
    await write({ prompt: '学🙂 aa', leadIn: leadInOf('', 99), length: 300 });
    expect(await write(at)).toEqual(once);
    expect((await write({ ...at, seed: 13 })).text).not.toBe(once.text);
  });

  it('has, of every symbol, the probability it would have if the page were read from its beginning', async () => {
    const { text } = await write({ length: 300 });
    const edited = `${settings.prompt + [...text].slice(0, 290).join('')}🙂`;
    const gone = await write({ prompt: edited, length: 40, seed: 3 });
    const page = edited + gone.text;
    const results = await logitsBefore(page, leadIn);
    const expected = idsOf(page).map((id, at) => softmax(results[at].logits)[id]);
    const read = await session.read({ text: page, leadIn }, never);
    expect(read?.text).toBe(page);
    expect(Math.max(...read!.probabilities.map((each, at) => Math.abs(each - expected[at])))).toBeLessThan(1e-6);
    const written = expected.slice([...edited].length);
    expect(Math.max(...gone.probabilities.map((each, at) => Math.abs(each - written[at])))).toBeLessThan(1e-6);
  });
});

describe('what could stand at a place', () => {
  it('is told with the softmax of the logits there within 1e-6, the likeliest first, and never the rare symbol', async () => {
    const { text } = await write({ length: 600 });
    const page = settings.prompt + text;
    const results = await logitsBefore(page, leadIn);
    for (const at of [0, 1, 255, 256, 500, [...page].length]) {
      const before = [...page].slice(0, at).join('');
      const alternatives = await session.alternatives({ text: before, leadIn }, 4);
      const all = softmax(results[at].logits);
      const expected = all
        .map((probability, id) => ({ symbol: symbols[id], probability }))
        .filter((_, id) => id !== VOCABULARY.rare)
        .sort((one, other) => other.probability - one.probability)
        .slice(0, 4);
      expect(alternatives.map(({ symbol }) => symbol)).toEqual(expected.map(({ symbol }) => symbol));
      alternatives.forEach(({ probability }, rank) =>
        expect(Math.abs(probability - expected[rank].probability)).toBeLessThan(1e-6),
      );
    }
    // Looking back has forgotten nothing: the page is gone on with as if nobody had asked.
    expect((await write({ prompt: page, length: 100 })).text).toBe([...(await write()).text].slice(600).join(''));
  });

  it('is told of a text that was not read before', async () => {
    const [first] = await session.alternatives({ text: '学 学', leadIn }, 1);
    const results = await logitsBefore('学 学', leadIn);
    expect(first.probability).toBeCloseTo(Math.max(...softmax(results.at(-1)!.logits)), 6);
  });
});

describe('several ways to go on', () => {
  it('are that many different texts, the same for the same seed, each with the probabilities it has when it is read', async () => {
    const ask = { ...settings, leadIn, length: 60 };
    const ways = await session.candidates(ask, 8);
    expect(new Set(ways.map(({ text }) => text)).size).toBe(8);
    expect(await session.candidates(ask, 8)).toEqual(ways);
    for (const way of ways) {
      const read = await session.read({ text: settings.prompt + way.text, leadIn }, never);
      const behind = read!.probabilities.slice([...settings.prompt].length);
      expect(behind).toHaveLength(way.probabilities.length);
      // A batch of eight adds in another order than one alone.
      behind.forEach((each, at) => expect(each).toBeCloseTo(way.probabilities[at], 5));
    }
  });

  it('end with a whole word where one ends near their end, and are as long as asked where none does', async () => {
    const ways = await session.candidates({ ...settings, leadIn, length: 60 }, 8);
    for (const { text } of ways) {
      const length = [...text].length;
      expect(length).toBeGreaterThanOrEqual(42);
      if (length === 60) expect([...text].slice(42).some((symbol) => symbol === ' ' || symbol === '\n')).toBe(false);
    }
  });
});

it('a character the network was not fed has no probability, and those around it have theirs', async () => {
  const known = { symbols: ['a', 'b'], rare: null };
  const small = networkOf({ cell: 'gru', layers: 1, hidden: 16, vocabulary: 2 });
  const own = await WritingSession.create(
    encodeModel(
      stepGraph({ network: small, vocabulary: known, tensors: randomParameters(small, 2), name: 'test', step: 1 }),
    ),
  );
  const read = await own.read({ text: 'axb', leadIn: leadInOf('', 1) }, never);
  const without = await own.read({ text: 'ab', leadIn: leadInOf('', 1) }, never);
  expect([...read!.probabilities]).toEqual([without!.probabilities[0], NaN, without!.probabilities[1]]);
  await own.release();
});
