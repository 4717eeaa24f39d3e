import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelOf } from '../../../src/formats/onnx/model.ts';
import { MAXIMUM_LINE_SYMBOLS } from '../../../src/shared/labelled.ts';
import type { NetworkConfiguration } from '../../../src/shared/network.ts';
import type { PassagePiece } from '../../../src/shared/filling.ts';
import type { OpenClassifier, OpenFiller, OpenRun, OpenWriter } from '../../../src/shared/writing-worker.ts';
import { ClassifyingSession } from '../../../src/writing/classifying-session.ts';
import { Desk } from '../../../src/writing/desk.ts';
import { FillingSession } from '../../../src/writing/filling-session.ts';
import { guessByCounting } from '../../../src/writing/left-guess.ts';
import { checkpointOf, classifierOf, fillerOf, networkOf, randomParameters, VOCABULARY } from '../formats/fixtures.ts';

const CLASSES = ['one', 'two', 'three'];
const never = (): boolean => false;

function model(network: NetworkConfiguration, name = 'a run'): Uint8Array {
  // Weights this large make each answer depend on all that is read.
  const tensors = randomParameters(network, 8, 1);
  const { progress } = checkpointOf();
  return modelOf({ network, vocabulary: VOCABULARY, classes: CLASSES, tensors, progress }, name);
}

const text = (words: string): PassagePiece => ({ kind: 'text', text: words });
const blank = (length: number, truth: string | null = null): PassagePiece => ({
  ...{ kind: 'blank', shortest: length, longest: length, truth },
});

describe('a filling session', () => {
  let session: FillingSession;
  beforeAll(async () => {
    session = await FillingSession.create(model(fillerOf(2, { cell: 'gru', layers: 2 })));
  });
  afterAll(() => session.release());
  const fill = async (...pieces: PassagePiece[]) => (await session.fill(pieces, never))!;
  const best = async (...pieces: PassagePiece[]) =>
    (await fill(...pieces)).fillings[0].blanks[0].map((place) => place.symbol);

  it('fills blanks anywhere, ranked by their probability, with the alternatives of each place', async () => {
    const { fillings, truth } = await fill(blank(1), text('a é'), blank(2));
    expect(truth).toBeNull();
    const probabilities = fillings.map(({ probability }) => probability);
    expect(probabilities).toEqual([...probabilities].sort((one, other) => other - one));
    expect(fillings).toHaveLength(6);
    for (const { blanks, probability } of fillings) {
      expect(blanks.map(({ length }) => length)).toEqual([1, 2]);
      const places = blanks.flat();
      expect(probability).toBeCloseTo(
        places.reduce((product, place) => product * place.probability, 1),
        9,
      );
      for (const { symbol, alternatives } of places) {
        const named = alternatives.map((other) => other.symbol);
        expect(named).toContain(symbol);
        // The rare symbol stands for no character, and the mask for none.
        expect(new Set(named)).toEqual(new Set(VOCABULARY.symbols.slice(0, 6)));
        expect(alternatives.reduce((sum, other) => sum + other.probability, 0)).toBeCloseTo(1, 6);
      }
    }
  });

  it('reads what stands behind a blank as what stands before it', async () => {
    const answers = await Promise.all(['a', 'é', '学', '\n'].map((after) => best(text('a'), blank(3), text(after))));
    expect(new Set(answers.map(String)).size).toBeGreaterThan(1);
  });

  it('tells how probable it takes what stood there: of its own best filling, just as probable', async () => {
    const symbols = (await best(text('学a'), blank(2), text('é'))).join('');
    const { fillings, truth } = await fill(text('学a'), blank(2, symbols), text('é'));
    expect(truth).toEqual(fillings[0]);
    // What it has no symbol for can have no probability.
    expect((await fill(text('学a'), blank(2, 'xy'))).truth).toBeNull();
  });

  it('names unseen characters, and takes the sign for a rare one in a passage as it comes', async () => {
    const { unseen, fillings } = await fill(text('aQ\uFFFDQx'), blank(1));
    expect(unseen).toEqual(['Q', 'x']);
    expect(fillings[0].blanks[0]).toHaveLength(1);
  });

  it('composes what is typed as a text is before training', async () => {
    expect(await fill(text('e\u0301\r\n'), blank(1))).toEqual(await fill(text('é\n'), blank(1)));
  });

  it('refuses a passage without a blank in words, and answers null when it is stopped', async () => {
    await expect(session.fill([text('whole')], never)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('no blank yet') as string,
    });
    let asked = 0;
    expect(await session.fill([blank(5)], () => ++asked > 2)).toBeNull();
    expect(asked).toBe(3);
  });
});

describe('a classifying session', () => {
  let session: ClassifyingSession;
  beforeAll(async () => {
    session = await ClassifyingSession.create(model(classifierOf(2, 'mean', { cell: 'lstm', layers: 2 })));
  });
  afterAll(() => session.release());
  const classify = async (...lines: string[]) => (await session.classify(lines, never))!;

  it('answers a line alone as among others of other lengths, to 1e-6, and with probabilities that sum to 1', async () => {
    const lines = [
      'a',
      'é学a 🙂a',
      '学'.repeat(300),
      'aé',
      ...Array.from({ length: 40 }, (_, at) => 'aé学'.repeat(at + 1)),
    ];
    const together = await classify(...lines);
    for (const at of [0, 1, 2, 3, 20, 43]) {
      const [alone] = await classify(lines[at]);
      const [one, other] = [together[at].probabilities!, alone.probabilities!];
      expect(one.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 6);
      for (const [id, probability] of one.entries()) expect(Math.abs(probability - other[id])).toBeLessThan(1e-6);
    }
    expect(new Set(together.map(({ probabilities }) => String(probabilities))).size).toBeGreaterThan(20);
  });

  it('reads a line as in training: without white space at its ends, folded, in one piece', async () => {
    const [one, ...others] = await classify('é a', '  e\u0301 a\t', 'é \r\n a');
    for (const { probabilities } of others) expect(probabilities).toEqual(one.probabilities);
  });

  it('has no answer where nothing is known, and names what is unseen', async () => {
    const bare = await ClassifyingSession.create(
      modelOf({ ...checkpointOf({}, 'classify'), vocabulary: { symbols: Array.from('abcdefg'), rare: null } }, 'bare'),
    );
    const [empty, blankLine, unknown, partly] = (await bare.classify(['', ' \t', 'ΩΨ', 'aΩ'], never))!;
    expect([empty, blankLine].map(({ probabilities, unseen }) => [probabilities, unseen])).toEqual([
      [null, []],
      [null, []],
    ]);
    expect([unknown.probabilities, unknown.unseen]).toEqual([null, ['Ω', 'Ψ']]);
    expect(partly.probabilities).toEqual((await bare.classify(['a'], never))![0].probabilities);
    await bare.release();
  });

  it('cuts a line of 100,000 characters where training cuts it, and says so', async () => {
    const [long, cut, whole] = await classify(
      'aé'.repeat(50_000),
      'aé'.repeat(251),
      'aé'.repeat(MAXIMUM_LINE_SYMBOLS / 2),
    );
    expect([long.cut, cut.cut, whole.cut]).toEqual([true, true, false]);
    expect(long.probabilities).toEqual(whole.probabilities);
  });

  it('answers null when it is stopped between two batches', async () => {
    let asked = 0;
    expect(
      await session.classify(
        Array.from({ length: 20 }, () => '学'.repeat(400)),
        () => ++asked > 1,
      ),
    ).toBeNull();
  });
});

describe('the desk', () => {
  it('opens each run by its task, and lets what answers for one task do nothing else', async () => {
    const desk = new Desk();
    const writer = (await desk.open(model(networkOf(), 'w'))) as OpenWriter;
    const filler = (await desk.open(model(fillerOf(1), 'f'))) as OpenFiller;
    const classifier = (await desk.open(model(classifierOf(2), 'c'))) as OpenClassifier;
    expect([writer, filler, classifier]).toEqual([
      { task: 'continue', id: 1, name: 'w', step: 7, vocabulary: 7 },
      { task: 'fill', id: 2, name: 'f', step: 7, vocabulary: 7 },
      { task: 'classify', id: 3, name: 'c', step: 7, vocabulary: 7, classes: CLASSES },
    ]);
    expect(desk.writer(writer).metadata.name).toBe('w');
    expect(desk.filler(filler).metadata.name).toBe('f');
    expect(desk.classifier(classifier).metadata.name).toBe('c');
    // @ts-expect-error What classifies does not fill in.
    expect(() => desk.filler(classifier)).toThrow(/No run is open/);
    // @ts-expect-error Of a run that was opened, its task is not known before it is looked at.
    expect(() => desk.writer(filler as OpenRun)).toThrow(/No run is open/);
  });

  it('keeps three open, and says of an older one that it is not', async () => {
    const desk = new Desk();
    const opened: OpenFiller[] = [];
    while (opened.length < 4) opened.push((await desk.open(model(fillerOf(1)))) as OpenFiller);
    expect(() => desk.filler(opened[0])).toThrow(/No run is open/);
    for (const filler of opened.slice(1))
      expect((await desk.filler(filler).fill([blank(1)], never))?.fillings).toHaveLength(6);
  });
});

describe('what is counted from the left', () => {
  const vocabulary = { symbols: ['a', 'b', 'c', '\uFFFD'], rare: 3 };
  const part = { validationShare: 0.1, heldOut: 'end' } as const;

  it('is what stood most often behind the same characters, and not what is held out', () => {
    // Behind “b” comes “c” in what is learned; in the tail, that is held out, always “a”.
    const learned = `${'abc'.repeat(300)}${'ab'.repeat(50)}`;
    const { fillings, truth } = guessByCounting({ vocabulary }, learned, part, [text('ab'), blank(2, 'ba')]);
    expect(fillings[0].blanks[0].map(({ symbol }) => symbol)).toEqual(['c', 'a']);
    expect(fillings[0].probability).toBeGreaterThan(0.95);
    expect(truth?.blanks[0].map(({ symbol }) => symbol)).toEqual(['b', 'a']);
    expect(truth?.probability).toBeLessThan(0.01);
  });

  it('does not look at what stands behind the blank, and knows nothing at the very first place but how often each occurs', () => {
    const learned = 'aab'.repeat(300);
    const at = (...pieces: PassagePiece[]) => guessByCounting({ vocabulary }, learned, part, pieces).fillings[0];
    expect(at(text('a'), blank(1), text('b'))).toEqual(at(text('a'), blank(1), text('a')));
    const [[first]] = at(blank(1), text('ab')).blanks;
    expect([first.symbol, first.alternatives.length]).toEqual(['a', 3]);
    expect(first.probability).toBeCloseTo(2 / 3, 1);
  });
});
