/** Small runs of the real engine, and how their results are compared. */
import { REFERENCE_KERNELS } from '../../../src/engine/kernels/reference/set.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import type { NamedTensor, NetworkConfiguration } from '../../../src/shared/network.ts';
import type { Checkpoint, TrainingProgress } from '../../../src/shared/run.ts';
import { DEFAULT_SETTINGS, networkFor, type Settings } from '../../../src/shared/settings.ts';
import { splitTail } from '../../../src/text/batches.ts';
import { Vocabulary } from '../../../src/text/vocabulary.ts';
import { planRun, type Plan } from '../../../src/training/plan.ts';
import { soloTeam } from '../../../src/training/team.ts';
import { Trainer } from '../../../src/training/trainer.ts';

/** 16 symbols a line, 13 of them different: easy to learn by heart. */
export const PERIODIC = 'the cat\nsang do.'.repeat(40);

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
  readonly training: Uint16Array;
  readonly validation: Uint16Array;
  readonly plan: Plan;
}

export function materialOf(settings: Settings, text = PERIODIC): Material {
  const vocabulary = Vocabulary.of(text, settings.vocabularyCap);
  const network = networkFor(settings, vocabulary.size);
  const { training, validation } = splitTail(vocabulary.encode(text), settings.validationShare);
  const plan = planRun(settings, network, training.length, validation.length, REFERENCE_KERNELS);
  return { settings, vocabulary, network, training, validation, plan };
}

export function trainerOf({ plan, settings, training, validation }: Material): Trainer {
  return new Trainer(plan, settings, training, validation, soloTeam(REFERENCE_KERNELS, plan, settings));
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
