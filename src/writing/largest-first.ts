/**
 * The positions of an array from its largest value down, found one at a time: a heap, because of thousands of symbols
 * only the first few are wanted. Equal values come in the order of their positions.
 */
export class LargestFirst {
  readonly #values: Float64Array;
  /** [0, heapLength) is a heap of positions; from its end backwards lie those taken, the first taken last. */
  readonly #positions: Int32Array;
  #heapLength = 0;

  /** @param values is read when `reset` and `at` are called, and must not change between them. */
  constructor(values: Float64Array) {
    this.#values = values;
    this.#positions = new Int32Array(values.length);
  }

  /** Begins again with the values as they are now. */
  reset(): void {
    const length = this.#positions.length;
    for (let i = 0; i < length; i++) this.#positions[i] = i;
    this.#heapLength = length;
    for (let i = (length >> 1) - 1; i >= 0; i--) this.#sink(i);
  }

  /** The position of the value of rank `rank`; 0 is the largest. */
  at(rank: number): number {
    const positions = this.#positions;
    const place = positions.length - 1 - rank;
    while (this.#heapLength > place) {
      const last = --this.#heapLength;
      [positions[0], positions[last]] = [positions[last], positions[0]];
      this.#sink(0);
    }
    return positions[place];
  }

  #sink(start: number): void {
    const positions = this.#positions;
    const length = this.#heapLength;
    let parent = start;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= length) return;
      if (child + 1 < length && this.#precedes(positions[child + 1], positions[child])) child++;
      if (this.#precedes(positions[parent], positions[child])) return;
      [positions[parent], positions[child]] = [positions[child], positions[parent]];
      parent = child;
    }
  }

  #precedes(one: number, other: number): boolean {
    const difference = this.#values[one] - this.#values[other];
    return difference > 0 || (difference === 0 && one < other);
  }
}
