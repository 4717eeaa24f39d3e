/** A session on a clock moved by hand: only training, writing and breathing take time, as much as the test says. */
import { REFERENCE_KERNELS } from '../../../src/engine/kernels/reference/set.ts';
import { encodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import type { ProgressReport, RunState, SampleText, TrainingProgress } from '../../../src/shared/run.ts';
import { Session } from '../../../src/training/session.ts';
import { soloTeam } from '../../../src/training/team.ts';
import { Trainer, type StepResult } from '../../../src/training/trainer.ts';
import { mostLikely, PERIODIC, type Material } from './support.ts';

export interface Save {
  readonly state: RunState;
  readonly time: number;
  readonly progress: TrainingProgress;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Sample {
  readonly time: number;
  readonly temperature: number;
}

export interface StageOptions {
  readonly stepMs?: number;
  readonly writeMs?: number;
  readonly copyMs?: number;
  /** How long a turn of others between two slices takes. */
  readonly breathMs?: number;
  /** How long a rest takes at least, as the timers of a hidden tab do. */
  readonly leastRestMs?: number;
  /** How long the store takes to write, where `store` does not say. */
  readonly storeMs?: number;
  readonly progress?: TrainingProgress | null;
  readonly samples?: readonly SampleText[];
  /** Heard between two slices, with how many there were. */
  readonly between?: (stage: Stage, slices: number) => void;
  /** Resolves or rejects when the store has done with a save. */
  readonly store?: (save: Save, stage: Stage) => Promise<void>;
}

export class Stage {
  time = 0;
  readonly trainer: Trainer;
  readonly session: Session;
  readonly reports: (ProgressReport & { readonly time: number })[] = [];
  readonly saves: Save[] = [];
  readonly samples: Sample[] = [];
  readonly #writing: { readonly doneAt: number; readonly resolve: () => void }[] = [];
  #slices = 0;

  constructor(material: Material, options: StageOptions = {}) {
    const { settings, plan, network, vocabulary, lesson } = material;
    const {
      stepMs = 10,
      writeMs = 0,
      copyMs = 0,
      breathMs = 0,
      leastRestMs = 0,
      storeMs = 0,
      progress = null,
      samples = [],
      between,
      store,
    } = options;
    const pass = (ms: number): void => void (this.time += ms);
    this.trainer = new (class extends Trainer {
      override step(learningRate: number): StepResult {
        pass(stepMs);
        return super.step(learningRate);
      }
    })(plan, settings, lesson, soloTeam(REFERENCE_KERNELS, plan, settings));
    const { learningRate, sampleTemperature, passes } = settings;
    const start = { runId: 'run-1', isTaught: false, passes, learningRate, sampleTemperature, progress, samples };
    this.session = new Session(this.trainer, start, {
      now: () => this.time,
      breathe: () => {
        pass(breathMs);
        this.#write(this.time);
        between?.(this, ++this.#slices);
        return Promise.resolve();
      },
      rest: (ms) => {
        pass(Math.max(ms, leastRestMs));
        return Promise.resolve();
      },
      report: (report) => void this.reports.push({ ...report, time: this.time }),
      save: (at, state) => {
        const tensors = this.trainer.tensors();
        const text = { name: 'Periodic', hash: '00', characters: PERIODIC.length };
        const checkpoint = { network, vocabulary: vocabulary.data, settings, text, progress: at, tensors };
        const save = { state, time: this.time, progress: at, bytes: encodeCheckpoint(checkpoint) };
        pass(copyMs);
        this.saves.push(save);
        if (store !== undefined) return store(save, this);
        if (storeMs === 0 || state !== 'training') return Promise.resolve();
        return new Promise((resolve) => this.#writing.push({ doneAt: save.time + storeMs, resolve }));
      },
      answer: null,
      write: (trainer, symbols, temperature) => {
        this.samples.push({ time: this.time, temperature });
        pass(writeMs);
        return vocabulary.decode(trainer.sample([0], symbols, mostLikely));
      },
    });
  }

  /** What is being stored will be stored before anything else happens. */
  finishStoring(): void {
    this.#write(Infinity);
  }

  #write(until: number): void {
    for (const { doneAt, resolve } of this.#writing) if (doneAt <= until) resolve();
  }

  get last(): ProgressReport {
    return this.reports[this.reports.length - 1];
  }
}

/** A promise to be kept or broken by hand. */
export class Gate {
  readonly promise: Promise<void>;
  #open: () => void = () => undefined;
  #break: (error: Error) => void = () => undefined;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.#open = resolve;
      this.#break = reject;
    });
  }

  open(): void {
    this.#open();
  }

  fail(error: Error): void {
    this.#break(error);
  }
}
