/** Where a float or an integer stands in the arena: the index of its first element, counted in 4-byte elements. */
export type Address = number;

/**
 * Deals out the arena before it exists: everything a network needs is laid out first, so the memory of a run is known,
 * shown and, if need be, refused before any of it is taken. Nothing is ever freed; a run has one arena.
 */
export class Layout {
  #length: number;

  /** @param start elements at the beginning that belong to the kernels. */
  constructor(start = 0) {
    this.#length = roundUp(start, ALIGNMENT);
  }

  /** Elements dealt out so far, from the start of the arena. */
  get length(): number {
    return this.#length;
  }

  /** Bytes the arena needs. */
  get bytes(): number {
    return this.#length * 4;
  }

  /** Room for `count` elements, aligned to a cache line. */
  allocate(count: number): Address {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new RangeError(`Cannot lay out ${count} elements: the count must be a whole number of at least 0.`);
    }
    const address = this.#length;
    this.#length = roundUp(address + count, ALIGNMENT);
    return address;
  }
}

/** 64 bytes: one cache line, four SIMD vectors. */
export const ALIGNMENT = 16;

export function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
