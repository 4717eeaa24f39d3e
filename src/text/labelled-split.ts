/** Which labelled lines are learned from, and which are held out to test on. */
import { labelled } from '../messages/labelled.ts';
import { InputError } from '../shared/errors.ts';
import type { LabelledLines } from './labelled.ts';

/** Indices of lines, each part in ascending order. */
export interface LabelledSplit {
  readonly training: Uint32Array;
  readonly heldOut: Uint32Array;
}

/**
 * Holds out a share of each class to test on, as `drawHeldOut` does.
 * @throws InputError when no line can be held out
 */
export function splitLabelled(lines: LabelledLines, share: number, seed: number): LabelledSplit {
  const split = drawHeldOut(lines, Uint32Array.from(lines.texts.keys()), share, seed);
  if (split.heldOut.length > 0) return split;
  throw new InputError(labelled.nothingHeldOut);
}

/**
 * Holds out a share of each class, drawn by a seed: one line at least of every class of two or more, and never the last that
 * is left to learn from. The same text is never on both sides, whatever labels it bears; only where that stands in the
 * way, a class is held out from less or not at all.
 *
 * A line's turn follows from its text and the seed alone, so that the order of the lines does not matter.
 * @param among the lines to split, by index, ascending; their classes are counted among them alone
 * @param share part of each class to hold out, above 0 and at most a half
 */
export function drawHeldOut(
  { texts, labels, classes }: LabelledLines,
  among: Uint32Array,
  share: number,
  seed: number,
): LabelledSplit {
  const learned = new Uint32Array(classes.length);
  for (const line of among) learned[labels[line]] += 1;
  const heldOut = new Uint32Array(classes.length);
  const wanted = learned.map((count) => (count < 2 ? 0 : Math.max(1, Math.round(count * share))));
  const chosen = new Set<readonly number[]>();
  const choose = (group: readonly number[]): void => {
    chosen.add(group);
    for (const line of group) {
      heldOut[labels[line]] += 1;
      learned[labels[line]] -= 1;
    }
  };

  const groups = groupsInTurn(texts, among, seed);
  for (const group of groups) if (group.every((line) => heldOut[labels[line]] < wanted[labels[line]])) choose(group);
  // A class all of whose lines stand under other labels too may have been left out: it may go beyond their share.
  for (const group of groups) {
    const isMissed = group.some((line) => wanted[labels[line]] > 0 && heldOut[labels[line]] === 0);
    if (isMissed && group.every((line) => learned[labels[line]] > 1)) choose(group);
  }
  const testing = new Set([...chosen].flat());
  return {
    training: among.filter((line) => !testing.has(line)),
    heldOut: among.filter((line) => testing.has(line)),
  };
}

/** The lines of each text together, the texts in an order that looks random. */
function groupsInTurn(texts: readonly string[], among: Uint32Array, seed: number): number[][] {
  const groups = new Map<string, number[]>();
  for (const line of among) {
    const group = groups.get(texts[line]);
    if (group) group.push(line);
    else groups.set(texts[line], [line]);
  }
  return [...groups]
    .map(([text, lines]) => ({ text, lines, turn: scatter(text, seed) }))
    .sort((one, other) => one.turn - other.turn || (one.text < other.text ? -1 : 1))
    .map(({ lines }) => lines);
}

/** 32 bits of a text and a seed: FNV-1a over the UTF-16 units, and the finishing steps of MurmurHash3. */
function scatter(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
