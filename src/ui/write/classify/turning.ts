/** How the answer to a line turned along its characters, as lines to draw. */
import type { LineAnswer } from '../../../shared/classifying.ts';

/** The `most` likeliest classes, the likeliest first: of many classes much faster than all of them in order. */
export function likeliest(probabilities: Float32Array, most: number): readonly number[] {
  const found: number[] = [];
  for (const [id, probability] of probabilities.entries()) {
    let at = found.length;
    while (at > 0 && probabilities[found[at - 1]] < probability) at--;
    if (at === most) continue;
    found.splice(at, 0, id);
    if (found.length > most) found.pop();
  }
  return found;
}

/**
 * The classes whose course is drawn: the likeliest at the end first, then those that led along the way, those that led longest before
 * the others.
 */
export function leaders(answers: readonly (LineAnswer | undefined)[], most: number): readonly number[] {
  const led = new Map<number, number>();
  let last: Float32Array | null = null;
  for (const answer of answers) {
    const probabilities = answer?.probabilities ?? null;
    if (probabilities === null) continue;
    last = probabilities;
    const [first] = likeliest(probabilities, 1);
    led.set(first, (led.get(first) ?? 0) + 1);
  }
  if (last === null) return [];
  const [first, ...others] = likeliest(last, most);
  const along = [...led.keys()]
    .filter((id) => id !== first)
    .sort((one, other) => (led.get(other) ?? 0) - (led.get(one) ?? 0));
  return [...new Set([first, ...along, ...others])].slice(0, most);
}

/**
 * The course of a class as the points of polylines, a unit wide for each character and 1 high: broken where an answer is not known.
 */
export function courseOf(answers: readonly (LineAnswer | undefined)[], id: number): readonly string[] {
  const lines: string[][] = [[]];
  for (const [at, answer] of answers.entries()) {
    const probability = answer?.probabilities?.[id];
    if (probability === undefined) lines.push([]);
    else lines[lines.length - 1].push(`${at + 0.5},${(1 - probability).toFixed(4)}`);
  }
  return lines.filter((points) => points.length > 0).map((points) => points.join(' '));
}
