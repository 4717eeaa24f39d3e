/** Small runs of the real engine, and how their results are compared. */
import { REFERENCE_KERNELS } from '../../../src/engine/kernels/reference/set.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import type { NamedTensor, NetworkConfiguration } from '../../../src/shared/network.ts';
import type { Checkpoint, TrainingProgress } from '../../../src/shared/run.ts';
import { DEFAULT_SETTINGS, networkFor, type Settings } from '../../../src/shared/settings.ts';
import { splitTail } from '../../../src/text/batches.ts';
import { Vocabulary } from '../../../src/text/vocabulary.ts';
import type { Lesson } from '../../../src/training/batches.ts';
import { linesLesson, textLesson } from '../../../src/training/lesson.ts';
import type { EncodedLines } from '../../../src/training/line-batches.ts';
import { planRun, type Plan } from '../../../src/training/plan.ts';
import { soloTeam } from '../../../src/training/team.ts';
import { Trainer } from '../../../src/training/trainer.ts';

/** 16 symbols a line, 13 of them different: easy to learn by heart. */
export const PERIODIC = 'the cat\nsang do.'.repeat(40);

/** What `materialOf` labels lines with. */
const CLASSES = ['without', 'with a'];

export function tinySettings(changes: Partial<Settings> = {}): Settings {
  return {
    ...DEFAULT_SETTINGS,
    layers: 1,
    hidden: 16,
    lanes: 4,
    windowSteps: 8,
    passes: 10,
    warmupSteps: 0,
    learningRate: 0.02,
    ...changes,
  };
}

/** A text made ready to be learned. */
export interface Material {
  readonly settings: Settings;
  readonly vocabulary: Vocabulary;
  readonly network: NetworkConfiguration;
  readonly lesson: Lesson;
  readonly plan: Plan;
}

export function materialOf(settings: Settings, text = PERIODIC): Material {
  const vocabulary = Vocabulary.of(text, settings.vocabularyCap);
  const isOfLines = settings.task === 'classify';
  const network = networkFor(settings, vocabulary.size, isOfLines ? CLASSES.length : 0);
  const lesson = isOfLines
    ? linesOf(vocabulary, text, settings)
    : textLesson(splitTail(vocabulary.encode(text), settings.validationShare), settings, network);
  const plan = planRun(settings, network, lesson, REFERENCE_KERNELS);
  return { settings, vocabulary, network, lesson, plan };
}

/** Pieces of 1 to 14 symbols; their class is whether the first letter of the alphabet is among them. */
function linesOf(vocabulary: Vocabulary, text: string, settings: Settings): Lesson {
  const pieces = Array.from({ length: 80 }, (_, at) => text.slice(at, at + 1 + ((at * 5) % 14)));
  const lines = {
    texts: pieces.map((piece) => vocabulary.encode(piece)),
    labels: Uint16Array.from(pieces, (piece) => (piece.includes('a') ? 1 : 0)),
  };
  const part = (from: number, to: number): EncodedLines => ({
    texts: lines.texts.slice(from, to),
    labels: lines.labels.slice(from, to),
  });
  return linesLesson(part(0, 70), part(70, 80), settings);
}

export function trainerOf({ plan, settings, lesson }: Material): Trainer {
  return new Trainer(plan, settings, lesson, soloTeam(REFERENCE_KERNELS, plan, settings));
}

/** Steps with the learning rate of the settings; the loss of each. */
export function train(trainer: Trainer, { settings }: Material, steps: number): number[] {
  return Array.from({ length: steps }, () => trainer.step(settings.learningRate).nats);
}

/** A checkpoint of the trainer that went through a file. */
export function throughFile(trainer: Trainer, { settings, vocabulary, network }: Material): Checkpoint {
  const progress: TrainingProgress = {
    ...trainer.position,
    totalSteps: trainer.plan.totalSteps,
    seconds: 1,
    learningRate: settings.learningRate,
    history: { training: [], validation: [] },
    sample: null,
  };
  const text = { name: 'Periodic', hash: '00', characters: PERIODIC.length };
  const bytes = encodeCheckpoint({
    network,
    vocabulary: vocabulary.data,
    ...(network.task.kind === 'classify' && { classes: CLASSES }),
    settings,
    text,
    progress,
    tensors: trainer.tensors(),
  });
  return decodeCheckpoint(bytes);
}

/** Copies that later steps do not change. */
export function copied(tensors: readonly NamedTensor[]): NamedTensor[] {
  return tensors.map((tensor) => ({ ...tensor, data: tensor.data.slice() }));
}

/** Names of the tensors that are not the same to the last bit; those of only one side too. */
export function differing(one: readonly NamedTensor[], other: readonly NamedTensor[]): string[] {
  const others = new Map(other.map(({ name, data }) => [name, data]));
  const names = one.filter(({ name, data }) => {
    const found = others.get(name);
    others.delete(name);
    return found === undefined || !sameBits(data, found);
  });
  return [...names.map(({ name }) => name), ...others.keys()];
}

function sameBits(one: Float32Array, other: Float32Array): boolean {
  if (one.length !== other.length) return false;
  const [bits, otherBits] = [one, other].map((data) => new Uint32Array(data.slice().buffer));
  return bits.every((value, index) => value === otherBits[index]);
}

/** The most likely symbol. */
export function mostLikely(logits: Float32Array): number {
  return logits.reduce((best, value, id) => (value > logits[best] ? id : best), 0);
}
