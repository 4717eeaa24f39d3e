/** A run: one network learning one text, as the page, the worker and the store speak of it. */
import type { AnswerSample, Baseline, Score } from './judgement.ts';
import type { NamedTensor, NetworkConfiguration, VocabularyData } from './network.ts';
import type { RunOrigin } from './origin.ts';
import type { Settings } from './settings.ts';

/** `interrupted` is what a run is found to be when its tab went away while it trained. */
export type RunState = 'training' | 'paused' | 'stopped' | 'finished' | 'interrupted' | 'failed';

/** One point of the loss curve, in nats an answer: a character of a text that is written on. */
export interface LossPoint {
  readonly step: number;
  readonly nats: number;
}

export interface ValidationPoint extends LossPoint, Score {}

/** A run diverged, and was taken back to where its validation loss was lowest. */
export interface Setback {
  /** Where the loss exploded, and where the run went on from. */
  readonly step: number;
  readonly backTo: number;
  /** The base learning rate from then on. */
  readonly learningRate: number;
}

export interface LossHistory {
  readonly training: readonly LossPoint[];
  /** Of a run that goes on with another text the first is at step 0: what the network reached on it before. */
  readonly validation: readonly ValidationPoint[];
  /** In the order they came; absent when there were none. */
  readonly setbacks?: readonly Setback[];
}

/** What the curves of a run say about going on with it. */
export interface LearningSigns {
  /** The lowest validation loss so far. */
  readonly best: ValidationPoint | null;
  /**
   * `by-heart`: the loss on unseen text has risen by 2 % above its lowest, by the mean of three points, while the loss of
   * what is learned fell on. `no-gain`: eight points and a fifth of all brought no lower one. Either way stopping would
   * lose nothing, for the best state is kept.
   */
  readonly advice: 'by-heart' | 'no-gain' | null;
  /** The last time it diverged. */
  readonly setback: Setback | null;
}

/** A piece of text the network wrote at some step. */
export interface SampleText {
  readonly step: number;
  readonly temperature: number;
  readonly text: string;
}

/** What the Library shows and the store keeps beside the checkpoints: everything but weights. */
export interface RunSummary {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly state: RunState;
  /** The text it learns from. An imported run names a text that may not be on this device. */
  readonly text: TextReference;
  /** What its first weights had learned before; absent when it began from nothing. */
  readonly origin?: RunOrigin;
  readonly settings: Settings;
  readonly network: NetworkConfiguration;
  readonly parameters: number;
  readonly step: number;
  readonly totalSteps: number;
  readonly history: LossHistory;
  readonly sample: SampleText | null;
  /** What it wrote on the way, as `withSample` keeps it; absent in the runs of older versions. */
  readonly samples?: readonly SampleText[];
  /** What n-grams of orders 1, 2 … reach on the held-out text, in nats per character; absent until it is known. */
  readonly ngramNats?: readonly number[];
  /** What counting reaches where it fills in or classifies; absent until it is known. */
  readonly baseline?: Baseline;
  /** Seconds spent training. */
  readonly seconds: number;
  /** Size of the newest checkpoint in bytes. */
  readonly checkpointBytes: number;
  /** The hold under which it was last saved (see workbench/holds.ts): none but its holder may save it again. */
  readonly writer?: string;
  /** Another tab has it: it trains there, or holds what it could not save. Only told by `runs`. */
  readonly elsewhere: boolean;
  /** Why its newest state could not be stored and is only in this tab's memory; null when it is stored. */
  readonly unsavedReason: string | null;
}

/** A checkpoint of a run that is kept. */
export interface CheckpointSummary {
  readonly step: number;
  /** Epoch milliseconds. */
  readonly savedAt: number;
  readonly byteLength: number;
  /** The last validation loss before it was saved, in nats per symbol; null before the first. */
  readonly validationNats: number | null;
  /** Is it written with? The one with the lowest validation loss; none before the first was measured. */
  readonly best: boolean;
  /** The user wants it kept. */
  readonly pinned: boolean;
  /** It could not be stored, and is only in the memory of this tab. */
  readonly inMemory: boolean;
}

/** How a run finds its text: by the hash of its folded characters, whatever its name is here. */
export interface TextReference {
  readonly name: string;
  readonly hash: string;
  readonly characters: number;
}

/** Everything needed to go on as if nothing had happened. Tensors may be views: copy them before they leave. */
export interface Checkpoint {
  readonly network: NetworkConfiguration;
  readonly vocabulary: VocabularyData;
  /** The names of the classes, by number, where lines are classified. */
  readonly classes?: readonly string[];
  readonly settings: Settings;
  readonly text: TextReference;
  readonly progress: TrainingProgress;
  /** As in the run's summary, all three. */
  readonly origin?: RunOrigin;
  readonly ngramNats?: readonly number[];
  readonly samples?: readonly SampleText[];
  /** Parameters by PyTorch's names; the optimizer's moments as `adam.m.*` and `adam.v.*`; state that is carried from window to window as `carried.h`, `carried.c`. */
  readonly tensors: readonly NamedTensor[];
}

/** Where a run stands, exactly. All randomness is a function of (seed, step), so these are the generator's state too. */
export interface TrainingProgress {
  /** Optimizer steps taken. */
  readonly step: number;
  readonly totalSteps: number;
  /** Position of the next window in every lane, in characters; where each lane is a line, in lines. */
  readonly cursor: number;
  readonly pass: number;
  readonly seconds: number;
  /** Changes of the base learning rate made while training are in `settings`; this is the rate of the last step. */
  readonly learningRate: number;
  readonly history: LossHistory;
  readonly sample: SampleText | null;
}

/** What a run will cost, before it starts. */
export interface Estimate {
  readonly parameters: number;
  /** Bytes of the training worker's arena. */
  readonly memoryBytes: number;
  readonly vocabulary: number;
  readonly steps: number;
  /** Null until this device has been measured. */
  readonly charactersPerSecond: number | null;
  readonly seconds: number | null;
  /** Which kernels will run, and on how many threads. */
  readonly kernels: string;
  readonly threads: number;
  /** What had better be known before it begins, as sentences. */
  readonly notes: readonly string[];
}

/** Sent about ten times a second while a run trains: small, plain, whole. */
export interface ProgressReport {
  readonly runId: string;
  readonly state: RunState;
  readonly step: number;
  readonly totalSteps: number;
  readonly pass: number;
  readonly passes: number;
  readonly charactersPerSecond: number;
  readonly seconds: number;
  readonly secondsLeft: number | null;
  readonly learningRate: number;
  /** Points since the last report; the page appends them. */
  /** A point of a step that was reported before replaces it and all after it: the run was taken back. */
  readonly newTraining: readonly LossPoint[];
  readonly newValidation: readonly ValidationPoint[];
  /** The newest sample, when there is a new one. */
  readonly newSample: SampleText | null;
  /** What a network that does not write answers to a few held-out questions, when there is news. */
  readonly newAnswers: AnswerSample | null;
  readonly signs: LearningSigns;
  /** When the last checkpoint was completely written (epoch milliseconds), or null. */
  readonly savedAt: number | null;
  /** Why the last save failed, until one succeeds. */
  readonly saveProblem: string | null;
  /** Why the run failed, when `state` is `failed`. */
  readonly problem: string | null;
}
