import type { WindowSize } from '../engine/dimensions.ts';
import { PURPOSE, RandomStream } from '../engine/rng.ts';
import type { Batches, Slots } from './batches.ts';

/** Lines of so many batches are sorted by length together: enough to pad little, few enough to mix. */
const SORTED_BATCHES = 32;

/** Lines as ids, and the class of each. */
export interface EncodedLines {
  readonly texts: readonly Uint16Array[];
  readonly labels: Uint16Array;
}

interface Options {
  /** Lines in a batch, at most. */
  readonly lanes: number;
  readonly seed: number;
  /** Lines that fill no whole batch: left out of the pass, others in each, or read in a smaller one. */
  readonly rest: 'leave' | 'read';
}

/**
 * To classify: a line a lane, padded to the longest of its batch. Each pass has an order of its own: lines are shuffled,
 * those near each other sorted by length, and the batches shuffled again.
 */
export class LineBatches implements Batches {
  readonly window: WindowSize;
  readonly perPass: number;
  readonly symbolsPerPass: number;
  readonly stride = 1;
  readonly #lines: EncodedLines;
  readonly #seed: number;
  #order: { readonly pass: number; readonly batches: readonly (readonly number[])[] } | null = null;

  constructor(lines: EncodedLines, { lanes, seed, rest }: Options) {
    const count = lines.texts.length;
    const B = Math.min(lanes, count);
    this.#lines = lines;
    this.#seed = seed;
    this.window = { lanes: B, steps: lines.texts.reduce((most, { length }) => Math.max(most, length), 0) };
    this.perPass = rest === 'read' ? Math.ceil(count / B) : Math.floor(count / B);
    this.symbolsPerPass = this.#batches(0).reduce((sum, batch) => sum + batch.length * this.#longest(batch), 0);
  }

  read(step: number, { lanes: B, inputs, targets, lengths }: Slots): WindowSize {
    const { texts, labels } = this.#lines;
    const batch = this.linesOf(step);
    const steps = this.#longest(batch);
    for (const [lane, line] of batch.entries()) {
      const ids = texts[line];
      // Padding is read as the first symbol, and comes to nothing.
      for (let t = 0; t < steps; t++) inputs[t * B + lane] = t < ids.length ? ids[t] : 0;
      lengths[lane] = ids.length;
      targets[lane] = labels[line];
    }
    return { lanes: batch.length, steps };
  }

  /** The line in each lane. */
  linesOf(step: number): readonly number[] {
    return this.#batches(Math.floor(step / this.perPass))[step % this.perPass];
  }

  #batches(pass: number): readonly (readonly number[])[] {
    if (this.#order?.pass !== pass) this.#order = { pass, batches: this.#draw(pass) };
    return this.#order.batches;
  }

  #draw(pass: number): number[][] {
    const { texts } = this.#lines;
    const B = this.window.lanes;
    const random = new RandomStream(this.#seed, PURPOSE.lines, 0, pass);
    const lines = shuffled([...texts.keys()], random).slice(0, this.perPass * B);
    const batches: number[][] = [];
    for (let from = 0; from < lines.length; from += SORTED_BATCHES * B) {
      const near = lines.slice(from, from + SORTED_BATCHES * B);
      near.sort((one, other) => texts[one].length - texts[other].length);
      for (let at = 0; at < near.length; at += B) batches.push(near.slice(at, at + B));
    }
    return shuffled(batches, random);
  }

  #longest(lines: readonly number[]): number {
    return lines.reduce((most, line) => Math.max(most, this.#lines.texts[line].length), 0);
  }
}

/** In place (Fisher and Yates 1938). */
function shuffled<Item>(items: Item[], random: RandomStream): Item[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [items[last], items[other]] = [items[other], items[last]];
  }
  return items;
}
