/** What counting tells of the blanks of a passage, by what stands before each: as much as can be known from the left alone. */
import type { FillMetadata } from '../formats/onnx/metadata.ts';
import { InputError } from '../shared/errors.ts';
import {
  passageProblem,
  type FilledPlace,
  type FillingAnswer,
  type Guess,
  type HeldOutPart,
  type PassagePiece,
} from '../shared/filling.ts';
import { guessFromLeft } from '../text/left-grams.ts';
import { splitText } from '../text/split.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import { likeliest } from './distribution.ts';
import { ALTERNATIVES } from './filling-session.ts';
import { folded } from './prompt.ts';

/** The blanks have their shortest lengths: what is counted does not tell one length from another. */
export function guessByCounting(
  { vocabulary: data }: Pick<FillMetadata, 'vocabulary'>,
  text: string,
  part: HeldOutPart,
  passage: readonly PassagePiece[],
): FillingAnswer {
  const problem = passageProblem(passage);
  if (problem !== null) throw new InputError(problem);
  const vocabulary = Vocabulary.from(data);
  const { training } = splitText(vocabulary.encodeKnown(text), part);
  const ids: number[] = [];
  const blanks: { readonly start: number; readonly length: number; readonly truth: readonly number[] | null }[] = [];
  for (const piece of passage) {
    if (piece.kind === 'text') ids.push(...vocabulary.encodeKnown(folded(piece.text)));
    else {
      blanks.push({ start: ids.length, length: piece.shortest, truth: truthOf(piece.truth, vocabulary) });
      // No symbol of the text: nothing was counted behind it.
      for (let k = 0; k < piece.shortest; k++) ids.push(vocabulary.size);
    }
  }
  const rows = [...guessFromLeft(training, Uint16Array.from(ids), blanks, vocabulary.size)];
  const never = data.rare;
  const places = rows.map(({ probabilities }) => {
    if (never === null) return probabilities;
    const left = 1 - probabilities[never];
    return probabilities.map((probability, id) => (id === never ? 0 : probability / left));
  });
  const filledWith = (choose: (at: number, blank: number, k: number) => number) => {
    let at = 0;
    let probability = 1;
    const filled = blanks.map(({ length }, blank) =>
      Array.from({ length }, (_, k): FilledPlace => {
        const row = places[at];
        const id = choose(at++, blank, k);
        probability *= row[id];
        return placeOf(row, id, data.symbols);
      }),
    );
    return { blanks: filled, probability };
  };
  const isKnown = blanks.every(({ truth, length }) => truth?.length === length);
  return {
    fillings: [filledWith((at) => likeliest(places[at], 1)[0].id)],
    truth: isKnown ? filledWith((_, blank, k) => blanks[blank].truth?.[k] ?? 0) : null,
    unseen: [],
  };
}

function truthOf(truth: string | null, vocabulary: Vocabulary): readonly number[] | null {
  if (truth === null || vocabulary.unseen(folded(truth)).length > 0) return null;
  return [...vocabulary.encodeKnown(folded(truth))];
}

function placeOf(row: Float64Array, chosen: number, symbols: readonly string[]): FilledPlace {
  const guess = (id: number): Guess => ({ symbol: symbols[id], probability: row[id] });
  const best = likeliest(row, ALTERNATIVES);
  const told = best.some(({ id }) => id === chosen) ? best : [...best.slice(0, -1), { id: chosen }];
  return { ...guess(chosen), alternatives: told.map(({ id }) => guess(id)) };
}
