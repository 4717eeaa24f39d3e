/** What a network writes for itself, and shows nobody, before it writes for a person. */
import type { VocabularyData } from '../shared/network.ts';

/** Symbols after which the state no longer tells that it began with zeros. */
const LEAST = 100;
/** After so many it takes the place it has, though no paragraph ended. */
const MOST = 2 * LEAST;

/** What a network answers to a symbol, whoever computes it. */
export interface Step<State> {
  /** [V] */
  readonly logits: Float32Array;
  readonly state: State;
}

/** What is written with. */
export interface Stepping<State> {
  readonly metadata: { readonly vocabulary: VocabularyData };
  initialState(): State;
  step(id: number, state: State): Promise<Step<State>>;
}

/** Chooses the id of the symbol that follows. */
export type Choose<State> = (result: Step<State>) => number;

/** Where a beginning can follow. */
export interface Place<State> {
  readonly at: Step<State>;
  /** What ends the paragraph or line before it: ids of newlines, not read yet. None where the vocabulary has no newline. */
  readonly ending: readonly number[];
}

/**
 * In training nearly each window goes on from the state of the one before, so a state of zeros is nearly unknown to a
 * network: the first line it writes from there has the wrong length. It writes on from there until a paragraph ends; or to its last line's
 * end, or just as far as it came, where none does. It begins with a space where there is one, for that is the symbol best known
 * without what stands before it: after a newline, one novel's network ran into noise four times in twenty.
 * @param stops is asked between two symbols.
 * @returns null when it was stopped.
 * @throws StateError when the network computes something that is not a number.
 */
export async function leadIn<State>(
  runtime: Stepping<State>,
  choose: Choose<State>,
  stops: () => Promise<boolean>,
): Promise<Place<State> | null> {
  const { symbols, rare } = runtime.metadata.vocabulary;
  const newline = symbols.indexOf('\n');
  const ending = newline < 0 ? [] : [newline];
  const space = symbols.indexOf(' ');
  const known = symbols.findIndex((_, id) => id !== rare);
  const first = [space, newline, known].find((id) => id >= 0) ?? 0;
  let current = await runtime.step(first, runtime.initialState());
  let lineEnd: Step<State> | null = null;
  let isLineStart = first === newline;
  for (let written = 1; written <= MOST; written++) {
    if (await stops()) return null;
    const id = choose(current);
    if (id === newline && !isLineStart) lineEnd = current;
    else if (id === newline && lineEnd !== null && written >= LEAST) return { at: lineEnd, ending: [newline, newline] };
    isLineStart = id === newline;
    current = await runtime.step(id, current.state);
  }
  return { at: lineEnd ?? current, ending };
}
