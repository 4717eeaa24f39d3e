/** Whether a text changes on the way, so that its end says little of how well the rest is learned. */
import { SETTINGS } from '../shared/settings.ts';
import { splitLengths } from './batches.ts';
import { heldOutBlocks } from './split.ts';
import { codePointAt } from './symbols.ts';

/** Code points are told apart up to so many classes: enough to know a language by its pairs. */
const CLASSES = 512;
const PLAIN = 128;
/** Weight of how often a class occurs at all against how often it follows another. */
const PRIOR = 5;
/** Characters of a strip: every other one is counted, to compare with a first half. */
const STRIP = 100;

/** How often neighbours stand in a part of a text, at `before * CLASSES + after`. */
type Pairs = Uint32Array;

/** The parts of a text whose pairs are counted, each by itself; what a comparison does not ask for is counted nowhere. */
const PARTS = ['head', 'tail', 'strips', 'spread', 'nowhere'] as const;
type Part = (typeof PARTS)[number];

/**
 * How much harder the end of a text is to predict from its first half than blocks spread over it are from as much text
 * between them, as a share: near 0 for a text that is of one kind throughout, 0.3 and more where its language changes.
 * What predicts are pairs of neighbours.
 * @param characters code points of the text.
 */
export function driftOf(text: string, characters: number): number {
  const counts = Object.fromEntries(PARTS.map((part) => [part, new Uint32Array(CLASSES * CLASSES)]));
  const { head, tail, strips, spread } = counts as Record<Part, Pairs>;
  const reader = new PairReader(text);
  for (const { end, along, apart } of stretches(characters)) reader.countTo(end, counts[along], counts[apart]);
  return surprise(head, tail) / surprise(strips, spread) - 1;
}

/** Reads a text once, pair by pair. */
class PairReader {
  readonly #text: string;
  #at = 0;
  #place = 0;
  #before = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Counts each pair before the code point at `end` in both, which may be the same. */
  countTo(end: number, one: Pairs, other: Pairs): void {
    const text = this.#text;
    let at = this.#at;
    let before = this.#before;
    for (let place = this.#place; place < end; place++, at++) {
      const code = codePointAt(text, at);
      if (code > 0xffff) at++;
      const after = code < PLAIN ? code : PLAIN + (code % (CLASSES - PLAIN));
      const pair = before * CLASSES + after;
      before = after;
      one[pair]++;
      other[pair]++;
    }
    this.#at = at;
    this.#place = end;
    this.#before = before;
  }
}

/** Characters up to `end` that are counted alike: where they are along the text, and among what is spread over it. */
interface Stretch {
  readonly end: number;
  readonly along: Part;
  readonly apart: Part;
}

/** A text of so many characters from its beginning to its end. */
function* stretches(characters: number): Generator<Stretch> {
  const { training, validation } = splitLengths(characters, SETTINGS.validationShare.default);
  const blocks = heldOutBlocks(characters, validation);
  const half = characters / 2;
  let block = 0;
  let start = 0;
  while (start < characters) {
    while (block < blocks.length && blocks[block].end <= start) block++;
    const held = block < blocks.length ? blocks[block] : { start: Infinity, end: Infinity };
    const isHeld = start >= held.start;
    const strip = Math.floor(start / STRIP);
    const along = start < half ? 'head' : start >= training ? 'tail' : 'nowhere';
    const apart = isHeld ? 'spread' : strip % 2 === 0 ? 'strips' : 'nowhere';
    const turn = start < half ? Math.ceil(half) : start < training ? training : characters;
    const end = Math.min((strip + 1) * STRIP, isHeld ? held.end : held.start, turn);
    yield { end, along, apart };
    start = end;
  }
}

/** What pairs counted in one part reach on another, in nats per character. */
function surprise(known: Pairs, part: Pairs): number {
  const befores = new Float64Array(CLASSES);
  const afters = new Float64Array(CLASSES);
  for (const [pair, count] of known.entries()) {
    befores[Math.floor(pair / CLASSES)] += count;
    afters[pair % CLASSES] += count;
  }
  const total = afters.reduce((sum, count) => sum + count, 0);
  let nats = 0;
  let characters = 0;
  for (const [pair, count] of part.entries()) {
    if (count === 0) continue;
    const [before, after] = [Math.floor(pair / CLASSES), pair % CLASSES];
    const alone = (afters[after] + 1) / (total + CLASSES);
    nats -= count * Math.log((known[pair] + PRIOR * alone) / (befores[before] + PRIOR));
    characters += count;
  }
  return nats / characters;
}
