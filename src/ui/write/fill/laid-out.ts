/** A filled passage as it is shown: what was known, and the places of its blanks, each right or wrong where that can be told. */
import type { FilledPlace, Filling } from '../../../shared/filling.ts';
import type { Passage } from '../../../state/passage.ts';

export interface ShownPlace {
  /** Of all places of the filling, the how manyth. */
  readonly place: number;
  readonly symbol: string;
  readonly probability: number;
  /** Null where it is not known what stood there, or how long it was. */
  readonly isRight: boolean | null;
}

export type Part =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'blank'; readonly places: readonly ShownPlace[] };

/** @param truth what stood there, where that is known. */
export function laidOut({ text, blanks }: Passage, filling: Filling, truth: Filling | null): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  let place = 0;
  for (const [at, { start, end }] of blanks.entries()) {
    if (start > from) parts.push({ kind: 'text', text: text.slice(from, start) });
    const filled = filling.blanks[at] ?? [];
    const right: readonly FilledPlace[] = truth?.blanks[at] ?? [];
    const places = filled.map(({ symbol, probability }, k): ShownPlace => {
      const isRight = right.length === filled.length ? right[k].symbol === symbol : null;
      return { place: place++, symbol, probability, isRight };
    });
    parts.push({ kind: 'blank', places });
    from = end;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

/** How many places are right, of those that can be told; null when none can. */
export function checked(parts: readonly Part[]): { readonly right: number; readonly all: number } | null {
  const told = parts
    .flatMap((part) => (part.kind === 'blank' ? part.places : []))
    .filter(({ isRight }) => isRight !== null);
  return told.length === 0 ? null : { right: told.filter(({ isRight }) => isRight).length, all: told.length };
}
