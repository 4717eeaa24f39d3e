/** What a network reads before it writes a sample. */

/** Symbols after which the state no longer tells that it began with zeros. */
const LEAD = 100;

/**
 * The symbols before the first place of a text where a paragraph, or else a line, has ended. A state of zeros, or a row of line ends,
 * is nearly unknown to a network, and what it writes from there may run into noise.
 * @param ids of a text it does not learn from, or it would write that by heart.
 * @param newline its id; negative where there is none.
 */
export function leadOf(ids: Uint16Array, newline: number): Uint16Array {
  const hasEnded = (place: number): boolean => ids[place - 1] === newline && ids[place] !== newline;
  const hasParagraphEnded = (place: number): boolean => hasEnded(place) && ids[place - 2] === newline;
  const place = firstFrom(LEAD, ids.length, hasParagraphEnded) ?? firstFrom(LEAD, ids.length, hasEnded) ?? LEAD;
  return ids.slice(Math.max(0, place - LEAD), place);
}

function firstFrom(least: number, end: number, isRight: (place: number) => boolean): number | null {
  for (let place = least; place < end; place++) if (isRight(place)) return place;
  return null;
}
