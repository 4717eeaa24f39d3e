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
type Pairs = Float64Array;

/**
 * How much harder the end of a text is to predict from its first half than blocks spread over it are from as much text
 * between them, as a share: near 0 for a text that is of one kind throughout, 0.3 and more where its language changes.
 * What predicts are pairs of neighbours.
 * @param characters code points of the text.
 */
export function driftOf(text: string, characters: number): number {
  const { training, validation } = splitLengths(characters, SETTINGS.validationShare.default);
  const blocks = heldOutBlocks(characters, validation);
  const [head, tail, strips, spread] = Array.from({ length: 4 }, () => new Float64Array(CLASSES * CLASSES));
  let block = 0;
  let before = 0;
  for (let at = 0, place = 0; at < text.length; at++, place++) {
    const code = codePointAt(text, at);
    if (code > 0xffff) at++;
    const after = code < PLAIN ? code : PLAIN + (code % (CLASSES - PLAIN));
    const pair = before * CLASSES + after;
    before = after;
    if (place < characters / 2) head[pair]++;
    else if (place >= training) tail[pair]++;
    if (place >= (blocks.at(block)?.end ?? Infinity)) block++;
    if (place >= (blocks.at(block)?.start ?? Infinity)) spread[pair]++;
    else if (Math.floor(place / STRIP) % 2 === 0) strips[pair]++;
  }
  return surprise(head, tail) / surprise(strips, spread) - 1;
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
