/** Filling in: what is asked of a network that fills blanks, and what it answers. */
import { answering } from '../messages/answering.ts';
import type { Settings } from './settings.ts';

/** A blank of at least `shortest` and at most `longest` characters. */
export interface Blank {
  readonly shortest: number;
  readonly longest: number;
  /** What stood there, where that is known. */
  readonly truth: string | null;
}

/** A passage in its order: what is known of it, and blanks. */
export type PassagePiece = { readonly kind: 'text'; readonly text: string } | ({ readonly kind: 'blank' } & Blank);

/** A character, and how probable the network takes it to be. */
export interface Guess {
  readonly symbol: string;
  readonly probability: number;
}

/** A place of a blank, as it was when it was filled: the surer ones were known by then. */
export interface FilledPlace extends Guess {
  /** The likeliest characters, the chosen one among them, in falling order. */
  readonly alternatives: readonly Guess[];
}

/** One way to fill all blanks. */
export interface Filling {
  /** Of each blank in turn, its places. */
  readonly blanks: readonly (readonly FilledPlace[])[];
  /** The product of the probabilities of its characters, each given those that were surer. */
  readonly probability: number;
}

export interface FillingAnswer {
  /** The best first. Of different lengths, the better is the one whose characters are the likelier on average. */
  readonly fillings: readonly Filling[];
  /** What stood there, as the network sees it; null where that is not known of all blanks, or not all of it to the network. */
  readonly truth: Filling | null;
  /** Characters of the passage the network never saw, each once, in order. */
  readonly unseen: readonly string[];
}

/** Which part of its text a network has not learned: what is compared with it must not know it either. */
export type HeldOutPart = Pick<Settings, 'validationShare' | 'heldOut'>;

/** The longest passage, in characters: all of it is read for each character that is filled in. */
export const MAXIMUM_PASSAGE = 2000;
/** The longest blank, in characters. */
export const MAXIMUM_BLANK = 60;
/** More ways to choose the lengths of the blanks than this would take too long. */
export const MAXIMUM_LENGTHS = 64;

/** Why a passage cannot be filled in, as a sentence, or null when it can. */
export function passageProblem(pieces: readonly PassagePiece[]): string | null {
  const blanks = pieces.filter((piece) => piece.kind === 'blank');
  if (blanks.length === 0) return answering.noBlank;
  let ways = 1;
  let characters = 0;
  for (const piece of pieces) {
    if (piece.kind === 'text') characters += [...piece.text].length;
    else {
      const problem = blankProblem(piece);
      if (problem !== null) return problem;
      ways *= piece.longest - piece.shortest + 1;
      characters += piece.longest;
    }
  }
  if (characters > MAXIMUM_PASSAGE) return answering.passageTooLong(characters, MAXIMUM_PASSAGE);
  return ways > MAXIMUM_LENGTHS ? answering.tooManyLengths(ways, MAXIMUM_LENGTHS) : null;
}

/** Why a blank cannot be filled in, as a sentence, or null when it can. */
export function blankProblem({ shortest, longest }: Blank): string | null {
  const fits = Number.isInteger(shortest) && Number.isInteger(longest) && shortest >= 1 && longest >= shortest;
  return fits && longest <= MAXIMUM_BLANK ? null : answering.badBlank(shortest, longest, MAXIMUM_BLANK);
}
