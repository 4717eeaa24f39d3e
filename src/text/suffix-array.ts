/**
 * Suffix arrays by induced sorting, in time linear in the length of the text (G. Nong, S. Zhang, W. H. Chan: Linear suffix
 * array construction by almost pure induced-sorting, Data Compression Conference 2009).
 *
 * A suffix is of type S when it sorts before the suffix one symbol further on, of type L when it sorts after it; the end of
 * the text sorts before everything. An S suffix preceded by an L suffix is leftmost (LMS). Once the LMS suffixes are sorted,
 * one pass up the array sorts all L suffixes, for each stands before another that sorts below it, and one pass down all S
 * suffixes. The LMS suffixes themselves are sorted by the same two passes, each as far as the next LMS position; what is then
 * still equal is named alike, and the names, at most half as many, are a text to sort in the same way.
 *
 * While a pass is under way, an entry p > 0 says that suffix p stands here and that suffix p - 1 is to be placed by this
 * pass; ~p that suffix p stands here and its predecessor is for the next pass; 0 is empty, or suffix 0, which has none.
 */

/**
 * The starts of all suffixes of a text, in lexicographical order of the suffixes.
 * @param symbols ids below `alphabet`; not changed.
 * @param report hears the share done, 0 to 1, some times on the way.
 * @returns an entry for each symbol. The work takes at most 8 more bytes for each symbol of the alphabet, and where parts of
 * the text repeat 8 for every second symbol of the text, halved each time the names are sorted again.
 */
export function suffixArray(
  symbols: Int32Array,
  alphabet: number,
  report: (share: number) => void = () => undefined,
): Int32Array<ArrayBuffer> {
  const suffixes = new Int32Array(symbols.length);
  sortSuffixes(symbols, alphabet, suffixes, report);
  return suffixes;
}

/** Of the time a text of prose takes, so much has passed when each part of the sorting is done. */
const DONE = { placed: 0.04, induced: 0.27, named: 0.51, reduced: 0.68, ordered: 0.77, large: 0.92 } as const;

/** @param sa as long as the text, all zero. */
function sortSuffixes(s: Int32Array, alphabet: number, sa: Int32Array, report: (share: number) => void): void {
  const n = s.length;
  const starts = bucketStarts(s, alphabet);
  const lms = placeLeftmost(s, starts, sa);
  report(DONE.placed);
  if (lms > 1) {
    induceL(s, starts, sa, false);
    induceS(s, starts, sa, false);
    report(DONE.induced);
    gatherLeftmost(sa);
    const names = nameLeftmost(s, sa, lms);
    report(DONE.named);
    const order = sa.subarray(0, lms);
    const reduced = sa.subarray(n - lms);
    if (names < lms) {
      order.fill(0);
      sortSuffixes(reduced, names, order, (share) => report(DONE.named + share * (DONE.reduced - DONE.named)));
    } else {
      for (let at = 0; at < lms; at += 1) order[reduced[at]] = at;
    }
    placeSortedLeftmost(s, starts, sa, lms);
    report(DONE.ordered);
  }
  induceL(s, starts, sa, true);
  report(DONE.large);
  induceS(s, starts, sa, true);
  report(1);
}

/** Where in the array those suffixes begin that begin with a symbol; one entry more, for where they all end. */
function bucketStarts(s: Int32Array, alphabet: number): Int32Array {
  const starts = new Int32Array(alphabet + 1);
  for (let at = 0; at < s.length; at += 1) starts[s[at] + 1] += 1;
  for (let symbol = 0; symbol < alphabet; symbol += 1) starts[symbol + 1] += starts[symbol];
  return starts;
}

/** The last LMS position before `from`, or -1. @param from an LMS position, or the length of the text. */
function leftmostBefore(s: Int32Array, from: number): number {
  let at = from - 1;
  while (at > 0 && s[at - 1] >= s[at]) at -= 1;
  // All of these were L suffixes, and an S suffix precedes them.
  at -= 1;
  while (at > 0 && s[at - 1] <= s[at]) at -= 1;
  return at > 0 ? at : -1;
}

/** Puts the LMS suffixes at the ends of their buckets, in any order. @returns how many there are. */
function placeLeftmost(s: Int32Array, starts: Int32Array, sa: Int32Array): number {
  const ends = starts.slice(1);
  let count = 0;
  for (let at = leftmostBefore(s, s.length); at >= 0; at = leftmostBefore(s, at)) {
    ends[s[at]] -= 1;
    sa[ends[s[at]]] = at;
    count += 1;
  }
  return count;
}

/**
 * Places each L suffix, from the smallest, at the next place from the start of its bucket.
 * @param keep what has placed its predecessor stays, marked with ~; else it goes.
 */
function induceL(s: Int32Array, starts: Int32Array, sa: Int32Array, keep: boolean): void {
  const n = s.length;
  const next = starts.slice(0, -1);
  // The end of the text, which has no place in the array, comes first.
  for (let at = -1; at < n; at += 1) {
    const entry = at < 0 ? n : sa[at];
    if (at >= 0) sa[at] = entry > 0 && !keep ? 0 : entry === 0 ? 0 : ~entry;
    if (entry <= 0) continue;
    const suffix = entry - 1;
    const symbol = s[suffix];
    const place = next[symbol];
    next[symbol] = place + 1;
    sa[place] = suffix > 0 && s[suffix - 1] >= symbol ? suffix : ~suffix;
  }
}

/**
 * Places each S suffix, from the greatest, at the next place from the end of its bucket.
 * @param keep all entries become the suffixes that stand there; else only LMS suffixes remain, marked with ~.
 */
function induceS(s: Int32Array, starts: Int32Array, sa: Int32Array, keep: boolean): void {
  const ends = starts.slice(1);
  for (let at = s.length - 1; at >= 0; at -= 1) {
    const entry = sa[at];
    if (entry <= 0) {
      if (entry < 0 && keep) sa[at] = ~entry;
      continue;
    }
    if (!keep) sa[at] = 0;
    const suffix = entry - 1;
    const symbol = s[suffix];
    const place = ends[symbol] - 1;
    ends[symbol] = place;
    if (suffix > 0) sa[place] = s[suffix - 1] <= symbol ? suffix : ~suffix;
    else sa[place] = 0;
  }
}

/** Moves the marked suffixes to the front, in their order, and clears the rest. */
function gatherLeftmost(sa: Int32Array): void {
  let count = 0;
  for (let at = 0; at < sa.length; at += 1) {
    if (sa[at] < 0) {
      sa[count] = ~sa[at];
      count += 1;
    }
  }
  sa.fill(0, count);
}

/**
 * Names the LMS suffixes at the front of the array, alike where they are equal as far as the next LMS position, and leaves
 * the names, in the order of the text, at the end of the array.
 * @returns how many names there are.
 */
function nameLeftmost(s: Int32Array, sa: Int32Array, lms: number): number {
  // LMS positions are at least two apart, so half a position is a place of its own.
  const places = sa.subarray(lms);
  // The last one reaches to the end of the text and is equal to none.
  let following = -1;
  for (let at = leftmostBefore(s, s.length); at >= 0; at = leftmostBefore(s, at)) {
    places[at >> 1] = following < 0 ? 0 : following - at + 1;
    following = at;
  }
  let name = 0;
  let previous = -1;
  let previousLength = -1;
  for (let at = 0; at < lms; at += 1) {
    const suffix = sa[at];
    const length = places[suffix >> 1];
    let same = 0;
    if (length === previousLength) while (same < length && s[suffix + same] === s[previous + same]) same += 1;
    if (same < length || length !== previousLength) name += 1;
    places[suffix >> 1] = name;
    previous = suffix;
    previousLength = length;
  }
  let end = sa.length;
  for (let at = sa.length - 1; at >= lms; at -= 1) {
    if (sa[at] > 0) {
      end -= 1;
      sa[end] = sa[at] - 1;
    }
  }
  return name;
}

/** Puts the LMS suffixes, of which the front of the array holds the order, at the ends of their buckets. */
function placeSortedLeftmost(s: Int32Array, starts: Int32Array, sa: Int32Array, lms: number): void {
  const positions = sa.subarray(sa.length - lms);
  let count = lms;
  for (let at = leftmostBefore(s, s.length); at >= 0; at = leftmostBefore(s, at)) {
    count -= 1;
    positions[count] = at;
  }
  for (let at = 0; at < lms; at += 1) sa[at] = positions[sa[at]];
  sa.fill(0, lms);
  const ends = starts.slice(1);
  for (let at = lms - 1; at >= 0; at -= 1) {
    const suffix = sa[at];
    sa[at] = 0;
    ends[s[suffix]] -= 1;
    sa[ends[s[suffix]]] = suffix;
  }
}
