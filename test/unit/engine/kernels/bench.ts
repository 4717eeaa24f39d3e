import { referenceKernels } from '../../../../src/engine/kernels/reference/kernels.ts';
import type { Address } from '../../../../src/engine/layout.ts';
import type { Kernels } from '../../../../src/engine/kernels/interface.ts';
import { fillSmall, type KernelSet } from '../support.ts';

const ROOM = 200_000;
/** So far behind the last array guards are looked at. */
const MARGIN = 500;
/** Stands everywhere no array was laid. */
const GUARD = Math.fround(-7.654321e8);

/** Arenas are used again, for each takes a large part of the address space. */
const arenas = new Map<KernelSet, { readonly simd: Kernels; readonly oracle: Kernels }>();

function arenasOf(set: KernelSet): { readonly simd: Kernels; readonly oracle: Kernels } {
  let pair = arenas.get(set);
  if (pair === undefined) {
    const length = set.start + ROOM;
    const oracle = referenceKernels(new Float64Array(length), new Int32Array(length));
    pair = { simd: set.create(length), oracle };
    arenas.set(set, pair);
  }
  return pair;
}

export interface Range {
  readonly address: Address;
  readonly count: number;
}

/**
 * The SIMD kernels and their readable twins in double precision, side by side over arenas of the same content: arrays
 * lie at addresses that no vector divides, with guards between them.
 */
export class Bench {
  readonly simd: Kernels;
  readonly oracle: Kernels;
  readonly #start: number;
  #next: number;
  #seed: number;

  constructor(set: KernelSet, seed: number) {
    ({ simd: this.simd, oracle: this.oracle } = arenasOf(set));
    this.#start = set.start;
    this.#next = set.start + 3;
    this.#seed = seed;
    for (const { floats } of [this.simd, this.oracle]) floats.fill(GUARD, set.start);
  }

  /** An array of random floats within ±scale, or of the given values, in both arenas. */
  floats(count: number, values: number | readonly number[] = 1): Range {
    const range = this.#place(count);
    const content = new Float32Array(count);
    if (typeof values === 'number') fillSmall(content, this.#seed++ * 2_654_435_761 + 1, values);
    else content.set(values);
    for (const { floats } of [this.simd, this.oracle]) floats.set(content, range.address);
    return range;
  }

  /** An array for output, full of guards. */
  room(count: number): Range {
    return this.#place(count);
  }

  integers(values: readonly number[]): Range {
    const range = this.#place(values.length);
    for (const { integers } of [this.simd, this.oracle]) integers.set(values, range.address);
    return range;
  }

  /**
   * Runs a kernel on both, makes sure that the SIMD kernel wrote nothing but `outputs`, and returns the largest difference
   * between the two in the outputs, where NaN equals NaN and an infinity itself.
   * @param opaque outputs whose content is private to the kernels.
   */
  difference(outputs: readonly Range[], kernel: (kernels: Kernels) => void, opaque: readonly Range[] = []): number {
    this.runSimd([...outputs, ...opaque], kernel);
    kernel(this.oracle);
    let largest = 0;
    for (const output of outputs) {
      const actual = this.read(output);
      const expected = this.read(output, this.oracle);
      actual.forEach((value, i) => {
        if (!Object.is(value, expected[i])) largest = Math.max(largest, distance(value, Math.fround(expected[i])));
      });
    }
    return largest;
  }

  /** Runs a kernel on the SIMD arena alone, and makes sure that it wrote nothing but `outputs`. */
  runSimd(outputs: readonly Range[], kernel: (kernels: Kernels) => void): void {
    const laid = { address: this.#start, count: this.#next + MARGIN - this.#start };
    const before = this.bits(laid);
    kernel(this.simd);
    const after = this.bits(laid);
    for (const { address, count } of outputs) {
      const at = address - laid.address;
      after.set(before.subarray(at, at + count), at);
    }
    const touched = after.findIndex((word, i) => word !== before[i]);
    if (touched >= 0) throw new Error(`Element ${touched + laid.address} was written: ${JSON.stringify(outputs)}.`);
  }

  read({ address, count }: Range, kernels: Kernels = this.simd): Float64Array {
    return Float64Array.from(kernels.floats.subarray(address, address + count));
  }

  /** The bits of some SIMD results. */
  bits({ address, count }: Range): Int32Array {
    return this.simd.integers.slice(address, address + count);
  }

  #place(count: number): Range {
    const address = this.#next;
    this.#next += count + 5;
    if (this.#next + MARGIN > this.simd.floats.length)
      throw new Error(`${count} more elements do not fit on the bench.`);
    return { address, count };
  }
}

function distance(a: number, b: number): number {
  const difference = Math.abs(a - b);
  return Number.isNaN(difference) ? (Object.is(a, b) ? 0 : Infinity) : difference;
}
