import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleText } from '../../../build/samples.ts';
import type { Evaluation, LabelledSampleId } from '../../../src/shared/labelled.ts';
import { evaluate } from '../../../src/text/evaluation.ts';
import { splitLabelled, type LabelledSplit } from '../../../src/text/labelled-split.ts';
import { labelledLines, type LabelledLines } from '../../../src/text/labelled.ts';
import { LineGrams } from '../../../src/text/line-grams.ts';
import { naiveBayes } from '../../../src/text/naive-bayes.ts';
import { linesOf } from './labelled-fixtures.ts';

const HIGHEST = 5;

function splitAt(lines: LabelledLines, trained: number): LabelledSplit {
  const all = Uint32Array.from(lines.texts.keys());
  return { training: all.subarray(0, trained), heldOut: all.subarray(trained) };
}

function gramsOf(text: string, order: number): string[] {
  const symbols = order === 1 ? [...text] : ['^', ...text, '^'];
  return Array.from({ length: Math.max(0, symbols.length - order + 1) }, (_, at) =>
    symbols.slice(at, at + order).join(''),
  );
}

/** The formula word for word, by counting anew for each question. */
function jointLog(lines: LabelledLines, { training }: LabelledSplit, text: string, label: number, alpha: number) {
  const texts = (among: Uint32Array): string[] => Array.from(among, (line) => lines.texts[line]);
  const own = training.filter((line) => lines.labels[line] === label);
  let sum = Math.log(own.length / training.length);
  return Array.from({ length: HIGHEST }, (_, below) => {
    const order = below + 1;
    const counted = texts(own).flatMap((each) => gramsOf(each, order));
    const kinds = new Set(texts(training).flatMap((each) => gramsOf(each, order))).size;
    for (const gram of gramsOf(text, order)) {
      const count = counted.filter((each) => each === gram).length;
      sum += Math.log((count + alpha) / (counted.length + alpha * (kinds + 1)));
    }
    return sum;
  });
}

async function judged(id: LabelledSampleId, seed: number): Promise<Evaluation> {
  const lines = await labelledLines(await sampleText(id), id);
  const split = splitLabelled(lines, 0.1, seed);
  const { probabilities } = naiveBayes(lines, split, seed);
  const classCount = lines.classes.length;
  return evaluate(
    Uint16Array.from(split.heldOut, (line) => lines.labels[line]),
    (row) => probabilities.subarray(row * classCount, (row + 1) * classCount),
    classCount,
    1,
  );
}

describe('naive Bayes', () => {
  it('“aa” and “ab” against “bb”: the orders 1 to 4 of “a” as worked out by hand', () => {
    const lines = linesOf([0, 'aa'], [0, 'ab'], [1, 'bb'], [0, 'a']);
    const wanted = [
      [(2 / 3) * (4 / 7), (1 / 3) * (1 / 5)],
      // Ends are symbols now: ^a stands twice and a^ once among six of the first class, of seven kinds and one unknown.
      [(3 / 14) * (2 / 14), (1 / 11) * (1 / 11)],
      [1 / 11, 1 / 9],
      // Three symbols, the ends counted, have no n-gram of order 4.
      [1, 1],
    ];
    const sums = [0, 0];
    let order = 0;
    for (const [scores] of new LineGrams(lines, splitAt(lines, 3)).scores([1], 4)) {
      for (const each of [0, 1]) {
        sums[each] += Math.log(wanted[order][each]);
        expect(scores[each]).toBeCloseTo(sums[each], 5);
      }
      order += 1;
    }
    expect(order).toBe(4);
  });

  it('gives each line and class what counting for them alone gives, in orders 1 to 5 and for each alpha', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '语', '😀'), { minLength: 1, maxLength: 7 })
      .map((all) => all.join(''));
    const someLines = fc.array(fc.tuple(fc.nat({ max: 2 }), text), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(someLines, someLines, (learned, asked) => {
        const lines = linesOf([0, 'a'], [1, 'b'], [2, 'ab'], ...learned, ...asked);
        const split = splitAt(lines, learned.length + 3);
        const alphas = [1, 0.1];
        let order = 0;
        for (const tables of new LineGrams(lines, split).scores(alphas, HIGHEST)) {
          for (const [at, alpha] of alphas.entries()) {
            const wanted = asked.flatMap(([, each]) =>
              [0, 1, 2].map((label) => jointLog(lines, split, each, label, alpha)[order]),
            );
            tables[at].forEach((score, place) => expect(score).toBeCloseTo(wanted[place], 3));
          }
          order += 1;
        }
        expect(order).toBe(HIGHEST);
      }),
      { numRuns: 60 },
    );
  });

  it('has probabilities that sum to 1 for each line, and asks no held-out label', () => {
    const pairs = Array.from({ length: 90 }, (_, at) => [at % 3, `${'xyz'[at % 3]} ${at}`] as const);
    const lines = linesOf(...pairs);
    const split = splitLabelled(lines, 0.1, 3);
    const found = naiveBayes(lines, split, 3);
    for (let row = 0; row < split.heldOut.length; row += 1) {
      const sum = found.probabilities.subarray(row * 3, row * 3 + 3).reduce((all, each) => all + each, 0);
      expect(sum).toBeCloseTo(1, 5);
    }
    const labels = lines.labels.slice();
    for (const line of split.heldOut) labels[line] = 0;
    expect(naiveBayes({ ...lines, labels }, split, 3)).toEqual(found);
  });

  it('works where no line can be spared to choose on', () => {
    const lines = linesOf([0, 'aaa'], [0, 'aa'], [1, 'bbb'], [1, 'bb']);
    const split = splitLabelled(lines, 0.1, 1);
    const { probabilities } = naiveBayes(lines, split, 1);
    for (const [row, line] of split.heldOut.entries()) {
      expect(probabilities[row * 2 + lines.labels[line]]).toBeGreaterThan(0.5);
    }
  });

  it('is right for 86 to 91 % of first names, and for 98 % and more of lines in 20 languages', async () => {
    const names = await judged('first-names', 1);
    expect(names.lines).toBe(801);
    expect(names.accuracy).toBeGreaterThan(0.86);
    expect(names.accuracy).toBeLessThan(0.91);
    expect(names.nats).toBeLessThan(0.3);
    const languages = await judged('languages', 1);
    expect(languages.accuracy).toBeGreaterThan(0.98);
    expect(languages.nats).toBeLessThan(0.1);
  });
});
