import { describe, expect, it } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import { randomIntegers, times } from '../../drills/counts.ts';
import { drill } from '../../drills/drill.ts';
import { checkpointOf } from './fixtures.ts';
import { BOMBS } from './mutation-bombs.ts';
import { MUTATIONS } from './mutations.ts';

const TIMES = times('files-mutated');
const MEBIBYTE = 1024 * 1024;
const SLOWEST_MS = 1000;

interface Outcome {
  readonly verdict: string;
  readonly milliseconds: number;
  /** What memory grew by while it was read; a collection in between makes it less. */
  readonly growth: number;
}

function held(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Reads a file and says `refused`, `valid`, or what went wrong. */
function read(file: Uint8Array): Outcome {
  const before = held();
  const begun = process.cpuUsage();
  let verdict: string;
  try {
    const first = decodeCheckpoint(file);
    // What is taken must be a whole checkpoint: it is written again and read to the same.
    const again = decodeCheckpoint(encodeCheckpoint(first));
    verdict =
      JSON.stringify(again.progress) === JSON.stringify(first.progress) ? 'valid' : 'does not come back the same';
  } catch (error) {
    const { name, message } = error as Error;
    verdict = name === 'FormatError' && message.length > 20 ? 'refused' : `${name}: ${message.slice(0, 200)}`;
  }
  // Of this process alone: another that takes the processor away makes no reader slow.
  const { user, system } = process.cpuUsage(begun);
  return { verdict, milliseconds: (user + system) / 1000, growth: held() - before };
}

describe('a mutated checkpoint file', () => {
  it(`of ${TIMES} is refused with a FormatError or read whole, each within 1 s of processor time and within 16 MB and twice the file`, async () => {
    const sound = encodeCheckpoint(checkpointOf());
    const below = randomIntegers(100);
    const kinds = Object.entries(MUTATIONS);
    const verdicts = new Map<string, number>();
    await drill('files-mutated', (passed) => {
      for (let time = 0; time < TIMES; time++) {
        const [kind, mutate] = kinds[time % kinds.length];
        let file = mutate(sound, below);
        // Now and then two accidents at once; the second may find no sound file to work on.
        if (below(5) === 0) file = MUTATIONS['bits flipped anywhere'](file.length > 0 ? file : sound, below);
        const { verdict, milliseconds, growth } = read(file);
        verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
        const where = `${time}, ${kind}`;
        expect(['refused', 'valid'], where).toContain(verdict);
        expect(milliseconds, where).toBeLessThan(SLOWEST_MS);
        // Reading, writing and reading again holds the file thrice.
        expect(growth, where).toBeLessThan(2 * file.length + 16 * MEBIBYTE);
        passed(milliseconds / 1000);
      }
    });
    // A test whose every file is refused at the first byte proves little.
    expect(verdicts.get('valid')).toBeGreaterThan(TIMES / 50);
    expect(verdicts.get('refused')).toBeGreaterThan(TIMES / 2);
  }, 3_600_000);
});

describe('a file made to overwhelm its reader', () => {
  it.each(BOMBS)('$title is refused with a FormatError within 1 s of processor time', ({ make }) => {
    const { verdict, milliseconds } = read(make());
    expect(verdict).toBe('refused');
    expect(milliseconds).toBeLessThan(SLOWEST_MS);
  });
});
