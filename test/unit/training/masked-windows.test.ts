import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/engine/rng.ts';
import { DEFAULT_SETTINGS, networkFor } from '../../../src/shared/settings.ts';
import type { Batches, Slots } from '../../../src/training/batches.ts';
import { textLesson } from '../../../src/training/lesson.ts';
import { drawMasked } from '../../../src/training/masked-windows.ts';

const VOCABULARY = 1000;
const positions = (from: number, length: number) => Uint16Array.from({ length }, (_, at) => from + at);

function lessonOf(seed: number, task: 'continue' | 'fill') {
  const settings = { ...DEFAULT_SETTINGS, task, seed, lanes: 3, windowSteps: 20, maskShare: 0.25, maskSpan: 4 };
  const parts = { training: positions(0, 400), validation: positions(400, 300) };
  return textLesson(parts, settings, networkFor(settings, VOCABULARY));
}

/** A batch in arrays of rows of 4 lanes, though 3 are filled. */
function read(batches: Batches, step: number): Slots {
  const slots = {
    lanes: 4,
    inputs: new Int32Array(80).fill(-1),
    targets: new Int32Array(80).fill(-1),
    lengths: new Int32Array(4).fill(-1),
    places: new Int32Array(80).fill(-1),
  };
  batches.read(step, slots);
  return slots;
}

describe('the symbols that are masked', () => {
  it('are as many as asked for, in spans no longer than the longest, with symbols in between, for all sizes', () => {
    const sizes = fc
      .record({ steps: fc.integer({ min: 1, max: 200 }), longest: fc.integer({ min: 1, max: 64 }), seed: fc.nat() })
      .chain(({ steps, longest, seed }) =>
        fc.record({
          ...{ steps: fc.constant(steps), longest: fc.constant(longest), seed: fc.constant(seed) },
          count: fc.integer({ min: 1, max: Math.max(1, Math.round(steps / 2)) }),
        }),
      );
    fc.assert(
      fc.property(sizes, ({ steps, longest, seed, count }) => {
        const masked = drawMasked(steps, count, longest, new RandomStream(seed, 5));
        expect(masked).toEqual([...new Set(masked)].toSorted((one, other) => one - other));
        expect(masked).toHaveLength(count);
        expect(masked[0]).toBeGreaterThanOrEqual(0);
        expect(masked[count - 1]).toBeLessThan(steps);
        let run = 0;
        masked.forEach((t, at) => {
          run = masked[at - 1] === t - 1 ? run + 1 : 1;
          expect(run).toBeLessThanOrEqual(longest);
        });
      }),
    );
  });

  it('are every one as often as the others, to 10 %, and spans of 1 to 5 as well where they have room', () => {
    const random = new RandomStream(3, 5);
    const at = new Float64Array(40);
    const firsts = new Float64Array(6);
    for (let draw = 0; draw < 20_000; draw++) {
      const masked = drawMasked(40, 5, 5, random);
      for (const t of masked) at[t]++;
      const end = masked.findIndex((t, index) => t !== masked[0] + index);
      firsts[end < 0 ? 5 : end]++;
    }
    const middle = at.slice(8, 32);
    const mean = middle.reduce((sum, count) => sum + count, 0) / middle.length;
    for (const count of middle) expect(Math.abs(count / mean - 1)).toBeLessThan(0.1);
    expect(Math.min(...firsts.slice(1))).toBeGreaterThan(1000);
  });
});

describe('windows to fill in', () => {
  it('are the windows of the text, with the mask and the right answers at the places told', () => {
    for (const part of ['training', 'validation'] as const) {
      for (const step of [0, 1, 7]) {
        const plain = read(lessonOf(1, 'continue')[part], step);
        const { lanes } = lessonOf(1, 'fill')[part].window;
        const { inputs, targets, places, lengths } = read(lessonOf(1, 'fill')[part], step);
        const restored = inputs.slice();
        // A quarter of 20.
        for (let p = 0; p < 5; p++) {
          for (let lane = 0; lane < lanes; lane++) {
            const place = places[p * 4 + lane] * 4 + lane;
            expect(inputs[place]).toBe(VOCABULARY);
            restored[place] = targets[p * 4 + lane];
          }
        }
        expect(restored).toEqual(plain.inputs);
        expect(inputs.filter((id) => id === VOCABULARY)).toHaveLength(5 * lanes);
        expect([...lengths.slice(0, lanes)]).toEqual(Array.from({ length: lanes }, () => 20));
      }
    }
  });

  it('are masked otherwise in each step, pass and lane and for each seed, and alike when read again', () => {
    const { training } = lessonOf(1, 'fill');
    const first = read(training, 0);
    expect(read(lessonOf(1, 'fill').training, 0)).toEqual(first);
    const lane = (of: Slots, at: number) => Array.from({ length: 5 }, (_, p) => of.places[p * 4 + at]).join();
    const others = [read(training, 1), read(training, training.perPass), read(lessonOf(2, 'fill').training, 0)];
    const all = [first, ...others].flatMap((of) => [0, 1, 2].map((at) => lane(of, at)));
    expect(new Set(all).size).toBeGreaterThan(10);
  });

  it('are masked alike in every run where they are held out', () => {
    expect(read(lessonOf(1, 'fill').validation, 2)).toEqual(read(lessonOf(2, 'fill').validation, 2));
  });
});
