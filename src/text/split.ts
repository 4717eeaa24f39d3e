/** Which part of a text is held out to test on: its end, or blocks spread over it. */
import type { Settings } from '../shared/settings.ts';
import { splitLengths, splitTail } from './batches.ts';

/** Of one block, where there is enough for several. Its beginning, which lacks what came before, should count little. */
const BLOCK = 1000;
/** A text that changes on the way should be met before and after, even if the blocks are shorter then, */
const LEAST_BLOCKS = 4;
/** but not shorter than this. */
const SHORTEST_BLOCK = 100;

export interface TextParts {
  readonly training: Uint16Array;
  readonly validation: Uint16Array;
}

/**
 * Each part is a text of its own. Where blocks are held out, what stands on either side of one is joined: nothing of it is
 * read in training, not even as the symbol to be predicted last.
 */
export function splitText(ids: Uint16Array, settings: Pick<Settings, 'validationShare' | 'heldOut'>): TextParts {
  const { validationShare, heldOut } = settings;
  return heldOut === 'end' ? splitTail(ids, validationShare) : splitBlocks(ids, validationShare);
}

function splitBlocks(ids: Uint16Array, share: number): TextParts {
  const lengths = splitLengths(ids.length, share);
  const training = new Uint16Array(lengths.training);
  const validation = new Uint16Array(lengths.validation);
  let [trained, held, from] = [0, 0, 0];
  const learn = (to: number): void => {
    training.set(ids.subarray(from, to), trained);
    trained += to - from;
  };
  for (const { start, end } of heldOutBlocks(ids.length, lengths.validation)) {
    learn(start);
    validation.set(ids.subarray(start, end), held);
    held += end - start;
    from = end;
  }
  learn(ids.length);
  return { training, validation };
}

/** Blocks of `held` symbols together, each in the middle of its share of a text of `length`; the same for the same numbers. */
export function heldOutBlocks(length: number, held: number): { readonly start: number; readonly end: number }[] {
  const few = Math.min(LEAST_BLOCKS, Math.floor(held / SHORTEST_BLOCK));
  const count = Math.max(1, few, Math.floor(held / BLOCK));
  const part = (whole: number, at: number): number => Math.floor((whole * at) / count);
  return Array.from({ length: count }, (_, at) => {
    const size = part(held, at + 1) - part(held, at);
    const start = Math.floor((part(length, at) + part(length, at + 1) - size) / 2);
    return { start, end: start + size };
  });
}
