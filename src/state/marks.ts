/** What is known of each character of a page beside the character: how likely the network held it, and whose it is. */

/** Per UTF-16 code unit, as the page counts: both halves of a surrogate pair say the same. */
export interface MarkedText {
  readonly text: string;
  /** In [0, 1]; NaN where it is not known. */
  readonly probabilities: Float32Array;
  /** 1 where a person wrote it, 0 where the network did. */
  readonly own: Uint8Array;
}

export class Marks {
  #probabilities = new Float32Array(1024);
  #own = new Uint8Array(1024);
  #length = 0;

  get probabilities(): Float32Array {
    return this.#probabilities.subarray(0, this.#length);
  }

  get own(): Uint8Array {
    return this.#own.subarray(0, this.#length);
  }

  /** Copies of the marks in a range. */
  slice(from: number, to: number): Omit<MarkedText, 'text'> {
    return { probabilities: this.probabilities.slice(from, to), own: this.own.slice(from, to) };
  }

  /** Puts the marks of a piece in the place of those in a range. */
  replace(from: number, to: number, { probabilities, own }: Omit<MarkedText, 'text'>): void {
    const length = this.#length - (to - from) + own.length;
    this.#grow(length);
    this.#probabilities.copyWithin(from + own.length, to, this.#length);
    this.#own.copyWithin(from + own.length, to, this.#length);
    this.#probabilities.set(probabilities, from);
    this.#own.set(own, from);
    this.#length = length;
  }

  /** From now on these are the probabilities of the first characters. */
  learn(probabilities: Float32Array): void {
    this.#probabilities.set(probabilities.subarray(0, this.#length));
  }

  #grow(length: number): void {
    if (length <= this.#own.length) return;
    const capacity = Math.max(length, 2 * this.#own.length);
    const probabilities = new Float32Array(capacity);
    const own = new Uint8Array(capacity);
    probabilities.set(this.#probabilities);
    own.set(this.#own);
    this.#probabilities = probabilities;
    this.#own = own;
  }
}

/** What a person wrote: nothing is known of how likely it is. */
export function typed(text: string): MarkedText {
  return {
    text,
    probabilities: new Float32Array(text.length).fill(NaN),
    own: new Uint8Array(text.length).fill(1),
  };
}

/** What the network wrote. @param probabilities by code point. */
export function written(text: string, probabilities: Float32Array): MarkedText {
  return { text, probabilities: perUnit(text, probabilities), own: new Uint8Array(text.length) };
}

/** How many in a row are by one hand, a person's first. */
export function handsOf(own: Uint8Array): readonly number[] {
  const hands: number[] = [];
  let hand = 1;
  let begin = 0;
  for (let unit = 0; unit <= own.length; unit++) {
    if (unit < own.length && own[unit] === hand) continue;
    hands.push(unit - begin);
    begin = unit;
    hand = 1 - hand;
  }
  return hands;
}

/** The marks of `length` code units of which no more is known than by whose hand they are. */
export function marksOf(length: number, hands: readonly number[]): Omit<MarkedText, 'text'> {
  const own = new Uint8Array(length);
  let begin = 0;
  hands.forEach((units, at) => own.fill(at % 2 === 0 ? 1 : 0, begin, (begin += units)));
  return { probabilities: new Float32Array(length).fill(NaN), own };
}

/** What is told by code point, by code unit. */
export function perUnit(text: string, values: Float32Array): Float32Array {
  if (values.length === text.length) return values;
  const units = new Float32Array(text.length);
  let unit = 0;
  let at = 0;
  for (const symbol of text) {
    units.fill(values[at++], unit, unit + symbol.length);
    unit += symbol.length;
  }
  return units;
}
