/** What a run begins with: a new network, or one that has learned another text. */
import { extendParameters } from '../engine/extend-parameters.ts';
import { decodeCheckpoint } from '../formats/checkpoint.ts';
import { InputError } from '../shared/errors.ts';
import type { NamedTensor, NetworkConfiguration } from '../shared/network.ts';
import { shapeOf, type RunOrigin } from '../shared/origin.ts';
import { networkFor, type Settings } from '../shared/settings.ts';
import type { Keeping } from '../storage/memory-store.ts';
import { counted } from '../text/counted.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import { extendVocabulary, type ExtendedVocabulary } from '../text/vocabulary-extension.ts';
import { storedRun } from './stored.ts';

export interface Beginning {
  readonly origin?: RunOrigin;
  readonly settings: Settings;
  readonly network: NetworkConfiguration;
  readonly vocabulary: Vocabulary;
  /** The parameters it has; null for those of chance. The optimizer begins anew in either case. */
  readonly taught: readonly NamedTensor[] | null;
  /** What had better be known before it trains, as sentences. */
  readonly notes: readonly string[];
}

export function newNetwork(text: string, settings: Settings): Beginning {
  const vocabulary = Vocabulary.of(text, settings.vocabularyCap);
  return { settings, network: networkFor(settings, vocabulary.size), vocabulary, taught: null, notes: [] };
}

/**
 * The best state of a run, with the symbols of another text added.
 * @param settings of the new run; those that make the network what it is are taken from the old one.
 * @throws InputError when there is nothing to learn, because the network has room for no symbol of the text.
 */
export async function taughtNetwork(
  store: Keeping,
  runId: string,
  text: string,
  settings: Settings,
): Promise<Beginning> {
  const { name } = await storedRun(store, runId);
  const checkpoint = decodeCheckpoint(await store.bestCheckpoint(runId));
  const extended = extendVocabulary(checkpoint.vocabulary, text, settings.vocabularyCap);
  if (extended.known + extended.added === 0) {
    throw new InputError(
      `“${name}” knows none of the ${extended.distinct} symbols of this text, and its vocabulary is full: the cap is ${settings.vocabularyCap}. ` +
        'Raise the vocabulary cap in Settings, or train a new network on this text.',
    );
  }
  const vocabulary = Vocabulary.from(extended.data);
  const { network, tensors } = checkpoint;
  return {
    origin: { name, step: checkpoint.progress.step },
    settings: { ...settings, ...shapeOf(checkpoint.settings) },
    network: { ...network, vocabulary: vocabulary.size },
    vocabulary,
    taught: extendParameters(network, tensors, vocabulary.size),
    notes: notesOf(extended, name, settings.vocabularyCap),
  };
}

function notesOf({ distinct, known, added, leftOut }: ExtendedVocabulary, name: string, cap: number): string[] {
  const notes: string[] = [];
  if (known === 0) {
    notes.push(
      `“${name}” knows none of the ${distinct} symbols of this text. It learns them all anew, so a new network would be as quick.`,
    );
  } else if (added > 0) {
    notes.push(
      `${counted(added, 'symbol', 'symbols')} of this text ${added === 1 ? 'is' : 'are'} new to “${name}” and will be added.`,
    );
  }
  if (leftOut > 0) {
    notes.push(
      `${counted(leftOut, 'symbol', 'symbols')} of this text ${leftOut === 1 ? 'does' : 'do'} not fit into the vocabulary, whose cap is ${cap}, ` +
        'and will be learned as one. The setting “Vocabulary cap” changes that.',
    );
  }
  return notes;
}
