/** What a run begins with: a new network, or one that has learned another text. */
import { reading } from '../messages/reading.ts';
import { training } from '../messages/training.ts';
import { extendParameters } from '../engine/extend-parameters.ts';
import { decodeCheckpoint } from '../formats/checkpoint.ts';
import { InputError } from '../shared/errors.ts';
import type { NamedTensor, NetworkConfiguration } from '../shared/network.ts';
import { shapeOf, type RunOrigin } from '../shared/origin.ts';
import { networkFor, type Settings } from '../shared/settings.ts';
import type { Keeping } from '../storage/memory-store.ts';
import type { LabelledLines } from '../text/labelled.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import { extendVocabulary, type ExtendedVocabulary } from '../text/vocabulary-extension.ts';
import { storedRun } from './stored.ts';

export interface Beginning {
  readonly origin?: RunOrigin;
  readonly settings: Settings;
  readonly network: NetworkConfiguration;
  readonly vocabulary: Vocabulary;
  /** What a classifier learns from; null where the text is written on or filled in. */
  readonly lines: LabelledLines | null;
  /** The parameters it has; null for those of chance. The optimizer begins anew in either case. */
  readonly taught: readonly NamedTensor[] | null;
  /** What had better be known before it trains, as sentences. */
  readonly notes: readonly string[];
}

/** @param lines those of the text, where they are to be classified; else null. */
export function newNetwork(text: string, lines: LabelledLines | null, settings: Settings): Beginning {
  const vocabulary = Vocabulary.of(lines?.texts.join('') ?? text, settings.vocabularyCap);
  const network = networkFor(settings, vocabulary.size, lines?.classes.length);
  return { settings, network, vocabulary, lines, taught: null, notes: [] };
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
  if (checkpoint.network.task.kind !== 'continue') {
    throw new InputError(training.otherTask(name));
  }
  const extended = extendVocabulary(checkpoint.vocabulary, text, settings.vocabularyCap);
  if (extended.known + extended.added === 0) {
    throw new InputError(reading.extension.noRoom(name, extended.distinct, settings.vocabularyCap));
  }
  const vocabulary = Vocabulary.from(extended.data);
  const { network, tensors } = checkpoint;
  return {
    origin: { name, step: checkpoint.progress.step },
    settings: { ...settings, ...shapeOf(checkpoint.settings) },
    network: { ...network, vocabulary: vocabulary.size },
    vocabulary,
    lines: null,
    taught: extendParameters(network, tensors, vocabulary.size),
    notes: notesOf(extended, name, settings.vocabularyCap),
  };
}

function notesOf({ distinct, known, added, leftOut }: ExtendedVocabulary, name: string, cap: number): string[] {
  const { knowsNone, added: areAdded, leftOut: areLeftOut } = reading.extension;
  return [
    ...(known === 0 ? [knowsNone(name, distinct)] : added > 0 ? [areAdded(name, added)] : []),
    ...(leftOut > 0 ? [areLeftOut(leftOut, cap)] : []),
  ];
}
