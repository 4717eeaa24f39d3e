/**
 * Philox4x32-10, a counter-based generator: the random words are a function of a key and a counter, so a stream needs
 * no state beyond how far it has been read, any thread can compute any word, and a resumed run draws what the
 * uninterrupted one would have drawn.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
 */

/** What a stream is for; different purposes never share words. */
export const PURPOSE = { initialisation: 1, dropout: 2, sampling: 3, writing: 4, masks: 5, lines: 6 } as const;

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;

/** High 32 bits of the 64-bit product of two unsigned 32-bit numbers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0;
}

/**
 * One block: four 32-bit words for a counter of four words and a key of two, written to `out[0..3]`.
 */
export function philox(
  out: Uint32Array,
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  key0: number,
  key1: number,
): void {
  let x0 = counter0 >>> 0;
  let x1 = counter1 >>> 0;
  let x2 = counter2 >>> 0;
  let x3 = counter3 >>> 0;
  let k0 = key0 >>> 0;
  let k1 = key1 >>> 0;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, x0);
    const low0 = Math.imul(MULTIPLIER_0, x0) >>> 0;
    const high1 = multiplyHigh(MULTIPLIER_1, x2);
    const low1 = Math.imul(MULTIPLIER_1, x2) >>> 0;
    x0 = (high1 ^ x1 ^ k0) >>> 0;
    x1 = low1;
    x2 = (high0 ^ x3 ^ k1) >>> 0;
    x3 = low0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}

/** A word as a number in [0, 1), using its top 24 bits: exact in a 32-bit float. */
export function unitInterval(word: number): number {
  return (word >>> 8) * 2 ** -24;
}

/** A sequence of random numbers for one seed and purpose; `position` words have been drawn. */
export class RandomStream {
  readonly #seed: number;
  readonly #purpose: number;
  readonly #part: number;
  readonly #block = new Uint32Array(4);
  #position: number;

  /** @param part which of 2^32 sequences of the same seed and purpose, such as that of a step. */
  constructor(seed: number, purpose: number, position = 0, part = 0) {
    this.#seed = seed;
    this.#purpose = purpose;
    this.#part = part;
    this.#position = position;
    if (position % 4 !== 0) this.#fill();
  }

  get position(): number {
    return this.#position;
  }

  /** The next 32 random bits. */
  word(): number {
    if (this.#position % 4 === 0) this.#fill();
    return this.#block[this.#position++ % 4];
  }

  /** The next number in [0, 1), a multiple of 2^-24. */
  uniform(): number {
    return unitInterval(this.word());
  }

  /** The next whole number from 0 up to, not including, `count`, which is at most 2^24. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  #fill(): void {
    const block = Math.floor(this.#position / 4);
    philox(this.#block, block, Math.floor(block / 2 ** 32), this.#part, 0, this.#seed, this.#purpose);
  }
}
