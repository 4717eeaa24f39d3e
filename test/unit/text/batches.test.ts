import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LaneReader, splitLengths, splitTail } from '../../../src/text/batches.ts';

/** Ids 0, 1, 2, ...: each says where it stands in the text. */
function positions(length: number): Uint16Array {
  return Uint16Array.from({ length }, (_, at) => at);
}

/** Every window of one pass, as [T, B] arrays. */
function windowsOf(reader: LaneReader): { inputs: Int32Array; targets: Int32Array }[] {
  const size = reader.lanes * reader.windowSteps;
  return Array.from({ length: reader.windowsPerPass }, (_, window) => {
    const read = { inputs: new Int32Array(size), targets: new Int32Array(size) };
    reader.read(window * reader.windowSteps, reader.lanes, read.inputs, read.targets);
    return read;
  });
}

const shapes = fc
  .record({ lanes: fc.integer({ min: 1, max: 9 }), windowSteps: fc.integer({ min: 1, max: 12 }) })
  .chain((shape) => fc.record({ ...asConstants(shape), extra: fc.nat({ max: 200 }) }))
  .map(
    ({ lanes, windowSteps, extra }) => new LaneReader(positions(lanes * windowSteps + 1 + extra), lanes, windowSteps),
  );

function asConstants<Shape extends Record<string, number>>(
  shape: Shape,
): { [Key in keyof Shape]: fc.Arbitrary<number> } {
  return Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, fc.constant(value)])) as {
    [Key in keyof Shape]: fc.Arbitrary<number>;
  };
}

describe('the lanes of a text', () => {
  it('lay out a window time-major: lane b of step t at t * B + b', () => {
    const [first, second] = windowsOf(new LaneReader(positions(9), 2, 2));
    expect(first).toEqual({ inputs: Int32Array.of(0, 4, 1, 5), targets: Int32Array.of(1, 5, 2, 6) });
    expect(second).toEqual({ inputs: Int32Array.of(2, 6, 3, 7), targets: Int32Array.of(3, 7, 4, 8) });
  });

  it('leave what stands beside them in wider rows as it was', () => {
    const [inputs, targets] = [new Int32Array(6).fill(-7), new Int32Array(6).fill(-7)];
    new LaneReader(positions(9), 2, 2).read(2, 3, inputs, targets);
    expect(inputs).toEqual(Int32Array.of(2, 6, -7, 3, 7, -7));
    expect(targets).toEqual(Int32Array.of(3, 7, -7, 4, 8, -7));
  });

  it('have the next symbol of the text as the target of every step', () => {
    fc.assert(
      fc.property(shapes, (reader) => {
        for (const { inputs, targets } of windowsOf(reader)) expect(targets).toEqual(inputs.map((id) => id + 1));
      }),
    );
  });

  it('never overlap: no place of the text is read twice in a pass', () => {
    fc.assert(
      fc.property(shapes, (reader) => {
        const read = windowsOf(reader).flatMap(({ inputs }) => [...inputs]);
        expect(new Set(read).size).toBe(reader.windowsPerPass * reader.windowSteps * reader.lanes);
      }),
    );
  });

  it('go on in each window where the one before ended', () => {
    fc.assert(
      fc.property(shapes, (reader) => {
        const windows = windowsOf(reader);
        const lastStep = (reader.windowSteps - 1) * reader.lanes;
        for (const [at, { inputs }] of windows.slice(1).entries()) {
          expect(inputs.slice(0, reader.lanes)).toEqual(windows[at].targets.slice(lastStep));
        }
      }),
    );
  });

  it('refuse a text that is too short, with what to do', () => {
    expect(() => new LaneReader(positions(100), 2, 50)).toThrow(
      'A text of 100 characters is too short to be read in 2 places by windows of 50. ' +
        'Make the batch or the window smaller, or bring a longer text.',
    );
  });

  it('refuse a cursor beyond the last window, and arrays of another shape', () => {
    const reader = new LaneReader(positions(101), 2, 25);
    const right = new Int32Array(50);
    expect(() => reader.read(26, 2, right, right)).toThrow(RangeError);
    expect(() => reader.read(-1, 2, right, right)).toThrow(RangeError);
    expect(() => reader.read(0, 2, right, new Int32Array(49))).toThrow(RangeError);
    expect(() => reader.read(0, 1, right, right)).toThrow(RangeError);
  });
});

describe('the lanes that fit', () => {
  it('are those asked for where the text is long enough', () => {
    expect(LaneReader.fittingLanes(1601, 32, 50)).toEqual({ lanes: 32, windowSteps: 50 });
  });

  it('are fewer, with the window kept, in a shorter text', () => {
    expect(LaneReader.fittingLanes(1600, 32, 50)).toEqual({ lanes: 31, windowSteps: 50 });
    expect(LaneReader.fittingLanes(180, 32, 50)).toEqual({ lanes: 3, windowSteps: 50 });
  });

  it('are one with a shorter window when not even one lane has room', () => {
    expect(LaneReader.fittingLanes(100, 32, 512)).toEqual({ lanes: 1, windowSteps: 99 });
  });

  it('make both parts of any text of 200 characters readable, whatever the settings', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 5000 }),
        fc.integer({ min: 1, max: 256 }),
        fc.integer({ min: 4, max: 512 }),
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        (length, lanes, windowSteps, share) => {
          for (const part of Object.values(splitTail(positions(length), share))) {
            const fitting = LaneReader.fittingLanes(part.length, lanes, windowSteps);
            const reader = new LaneReader(part, fitting.lanes, fitting.windowSteps);
            expect(reader.windowsPerPass).toBeGreaterThanOrEqual(1);
            expect(fitting.lanes).toBeLessThanOrEqual(lanes);
            expect(fitting.windowSteps).toBeLessThanOrEqual(windowSteps);
          }
        },
      ),
    );
  });
});

describe('holding out the tail', () => {
  it('splits without copying, the tail to test on', () => {
    const ids = positions(200);
    const { training, validation } = splitTail(ids, 0.1);
    expect(training).toEqual(ids.slice(0, 180));
    expect(validation).toEqual(ids.slice(180));
    expect(validation.buffer).toBe(ids.buffer);
    expect(splitLengths(200, 0.1)).toEqual({ training: 180, validation: 20 });
  });

  it.each([
    [10, 0.01],
    [3, 0.5],
    [0, 0.1],
  ])('refuses %i characters with a share of %f, saying what each part would have', (length, share) => {
    expect(() => splitTail(positions(length), share)).toThrow(/leaves \d+ to learn from and \d+ to test on/);
  });
});
