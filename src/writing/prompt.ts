/** Turning what a person types into the symbols a network knows. */
import { writing } from '../messages/writing.ts';
import { InputError } from '../shared/errors.ts';
import type { VocabularyData } from '../shared/network.ts';
import { Folder } from '../text/fold.ts';

export interface ReadPrompt {
  /** The prompt, folded. */
  readonly text: string;
  /** What the network is fed before it writes; empty where nothing is given. */
  readonly ids: readonly number[];
  /** Is it fed something for a character? For each code point of `text`. */
  readonly isFed: readonly boolean[];
  /** Characters the network never saw, each once, in order. */
  readonly unseen: readonly string[];
}

/** At most this many unseen characters are named in a message. */
const NAMED = 12;

/**
 * Folds the prompt as a text is folded before training, then looks up each code point. Unseen
 * characters become the rare symbol, or are left out when the vocabulary has none.
 * @throws InputError when the prompt has characters, and the network saw none of them.
 */
export function readPrompt(prompt: string, vocabulary: VocabularyData): ReadPrompt {
  const idOf = new Map<string, number>();
  vocabulary.symbols.forEach((symbol, id) => {
    if (id !== vocabulary.rare) idOf.set(symbol, id);
  });
  const ids: number[] = [];
  const unseen = new Set<string>();
  const isFed: boolean[] = [];
  const text = folded(prompt);
  let seen = 0;
  for (const character of text) {
    const id = idOf.get(character);
    if (id === undefined) unseen.add(character);
    else seen++;
    const fed = id ?? vocabulary.rare;
    if (fed !== null) ids.push(fed);
    isFed.push(fed !== null);
  }
  if (unseen.size > 0 && seen === 0) {
    const named = [...unseen].slice(0, NAMED);
    throw new InputError(writing.unknownPrompt(named.map(show).join(' '), unseen.size - named.length));
  }
  return { text, ids, isFed, unseen: [...unseen] };
}

/** What is typed, folded as a text is before training. */
export function folded(text: string): string {
  const folder = new Folder();
  return folder.push(text) + folder.finish();
}

/** A character that can be seen as itself, any other by its code point. */
function show(character: string): string {
  if (/^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character)) return character;
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
