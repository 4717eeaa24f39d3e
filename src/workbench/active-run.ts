import { training as words } from '../messages/training.ts';
import { encodeCheckpoint } from '../formats/checkpoint.ts';
import { messageOf, StateError } from '../shared/errors.ts';
import { Macrotasks } from '../shared/macrotasks.ts';
import type { Baseline } from '../shared/judgement.ts';
import type { Checkpoint, ProgressReport, RunState, RunSummary, TrainingProgress } from '../shared/run.ts';
import type { Settings } from '../shared/settings.ts';
import type { Keeping } from '../storage/memory-store.ts';
import type { LabelledLines } from '../text/labelled.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { batchOf, costPerSymbol, planRun } from '../training/plan.ts';
import { Session } from '../training/session.ts';
import { Trainer } from '../training/trainer.ts';
import { Sampler } from '../writing/sampling.ts';
import type { Team } from '../training/team.ts';
import type { Machine } from './machine.ts';
import { answersTo } from './answering.ts';
import type { BaselineCounting, BaselineTask } from './baseline.ts';
import { lessonFor, type LessonOfRun } from './lesson-for.ts';
import { ngramBaseline, type NgramCounting, type NgramTask } from './ngram-baseline.ts';
import type { RunMaterial } from './run-material.ts';

/** What of the bench's environment a run needs. */
export interface RunEnvironment {
  readonly machine: Machine;
  readonly store: Keeping;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  readonly countNgrams: NgramCounting;
  readonly countBaseline: BaselineCounting;
}

function haveSameNames(classes: readonly string[] = [], lines: LabelledLines | null): boolean {
  const names = lines?.classes.map(({ name }) => name) ?? [];
  return names.length === classes.length && names.every((name, at) => name === classes[at]);
}

/** The one run that trains: its network in memory, its loop, and what of it is kept where. */
export class ActiveRun {
  readonly #vocabulary: Vocabulary;
  readonly #classes: readonly string[] | null;
  readonly #lead: Iterable<number>;
  readonly #store: Keeping;
  readonly #team: Team;
  readonly #trainer: Trainer;
  readonly #session: Session;
  readonly #macrotasks = new Macrotasks();
  /** Resolves when it is known what n-grams reach; to null where that cannot be worked out. */
  readonly ngramNats: Promise<readonly number[] | null>;
  /** Resolves when it is known what counting reaches at what it fills in or classifies; to null where it writes on. */
  readonly baseline: Promise<Baseline | null>;
  #summary: RunSummary;

  /**
   * Builds the network and takes up the checkpoint, if there is one. Nothing trains yet.
   * @throws InputError, DeviceError or StateError when this text, device or checkpoint cannot be used.
   */
  static async prepare(
    summary: RunSummary,
    material: RunMaterial,
    environment: RunEnvironment,
    report: (progress: ProgressReport) => void,
  ): Promise<ActiveRun> {
    const { settings, network, checkpoint, taught } = material;
    const { machine } = environment;
    const of = lessonFor(material);
    const { lesson } = of;
    const plan = planRun(settings, network, lesson, machine.kernels);
    const progress = checkpoint?.progress ?? null;
    if (progress !== null && progress.totalSteps !== plan.totalSteps) {
      throw new StateError(words.otherSteps(progress.totalSteps, plan.totalSteps));
    }
    if (checkpoint !== null && !haveSameNames(checkpoint.classes, material.lines)) {
      throw new StateError(words.otherClasses);
    }
    const team = await machine.gather(plan, settings);
    try {
      const trainer = new Trainer(plan, settings, lesson, team);
      if (taught !== null) trainer.adopt(taught);
      if (checkpoint !== null) trainer.restore(checkpoint.tensors, checkpoint.progress);
      return new ActiveRun(summary, material, team, trainer, of, environment, report);
    } catch (error) {
      team.close();
      throw error;
    }
  }

  private constructor(
    summary: RunSummary,
    { settings, vocabulary, lines, checkpoint }: RunMaterial,
    team: Team,
    trainer: Trainer,
    { lesson, lead, ngramTask, baselineTask }: LessonOfRun,
    { store, now, countNgrams, countBaseline }: RunEnvironment,
    report: (progress: ProgressReport) => void,
  ) {
    const { plan } = trainer;
    const progress = checkpoint?.progress ?? null;
    this.#vocabulary = vocabulary;
    this.#classes = lines?.classes.map(({ name }) => name) ?? null;
    this.#lead = lead;
    this.#store = store;
    this.#team = team;
    this.#trainer = trainer;
    this.#summary = { ...summary, parameters: plan.parameters, totalSteps: plan.totalSteps, state: 'training' };
    const { learningRate, sampleTemperature, passes } = settings;
    this.#session = new Session(
      this.#trainer,
      {
        runId: summary.id,
        isTaught: summary.origin !== undefined,
        ...{ passes, learningRate, sampleTemperature, progress },
        samples: checkpoint?.samples ?? (progress?.sample ? [progress.sample] : []),
      },
      {
        now,
        breathe: () => this.#macrotasks.next(),
        rest: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
        report,
        save: (at, state) => this.#save(at, state),
        write:
          plan.network.task.kind === 'continue'
            ? (trainer, symbols, temperature) => this.#write(trainer, symbols, temperature)
            : null,
        answer: answersTo(lesson.validation, vocabulary, this.#classes ?? []),
      },
    );
    this.ngramNats = ngramTask === null ? Promise.resolve(null) : this.#compare(ngramTask, countNgrams);
    this.baseline = baselineTask === null ? Promise.resolve(null) : this.#measure(baselineTask, countBaseline);
  }

  get summary(): RunSummary {
    return this.#summary;
  }

  /** The run as it stands between two steps. */
  get soFar(): RunSummary {
    const { step, history, sample, seconds } = this.#session.progress;
    const { samples } = this.#session;
    return { ...this.#summary, settings: this.#settings, step, history, sample, samples, seconds };
  }

  get session(): Session {
    return this.#session;
  }

  /** What the machine trained in a second, in units of `costPerSymbol`; null before it was to be seen. */
  get speed(): number | null {
    const { plan } = this.#trainer;
    const perSecond = this.#session.symbolsPerSecond;
    return perSecond === null ? null : perSecond * costPerSymbol(plan.network, plan.parameters, batchOf(plan));
  }

  /** Lets go of what the run held outside its memory. */
  close(): void {
    this.#team.close();
    this.#macrotasks.close();
  }

  rename(name: string): this {
    this.#summary = { ...this.#summary, name };
    return this;
  }

  /** The run as a file, as it stands between two steps. */
  snapshot(): Uint8Array<ArrayBuffer> {
    return encodeCheckpoint(this.#checkpoint(this.#session.progress));
  }

  get #settings(): Settings {
    const { learningRate, sampleTemperature } = this.#session;
    return { ...this.#summary.settings, learningRate, sampleTemperature };
  }

  async #compare(task: NgramTask, count: NgramCounting): Promise<readonly number[] | null> {
    const ngramNats = this.#summary.ngramNats ?? (await ngramBaseline(this.#summary, task, this.#store, count));
    if (ngramNats === null) return null;
    this.#summary = { ...this.#summary, ngramNats };
    // Before its first checkpoint nothing is stored of a run; after its last, nothing else would keep this.
    await this.#store.updateRun(this.#summary.id, (run) => ({ ...run, ngramNats })).catch(() => undefined);
    return ngramNats;
  }

  async #measure(task: () => BaselineTask, count: BaselineCounting): Promise<Baseline | null> {
    // It is only a comparison; no run fails for want of it.
    const baseline = this.#summary.baseline ?? (await count(task()).catch(() => null));
    if (baseline === null) return null;
    this.#summary = { ...this.#summary, baseline };
    await this.#store.updateRun(this.#summary.id, (run) => ({ ...run, baseline })).catch(() => undefined);
    return baseline;
  }

  #checkpoint(progress: TrainingProgress): Checkpoint {
    const { origin, ngramNats } = this.#summary;
    return {
      ...(origin && { origin }),
      ...(ngramNats === undefined ? {} : { ngramNats }),
      network: this.#summary.network,
      vocabulary: this.#vocabulary.data,
      ...(this.#classes && { classes: this.#classes }),
      settings: this.#settings,
      text: this.#summary.text,
      progress,
      // The best state may be saved after later ones.
      samples: this.#session.samples.filter(({ step }) => step <= progress.step),
      tensors: this.#trainer.tensors(),
    };
  }

  async #save(progress: TrainingProgress, state: RunState): Promise<void> {
    const checkpoint = this.#checkpoint(progress);
    const bytes = encodeCheckpoint(checkpoint);
    const { step, history, sample, seconds } = progress;
    const { settings, samples = [] } = checkpoint;
    const stands = { settings, state, step, history, sample, samples, seconds };
    this.#summary = { ...this.#summary, ...stands, updatedAt: Date.now() };
    const saved = { ...this.#summary, unsavedReason: null };
    let unsavedReason: string | null = null;
    try {
      await this.#store.save(saved, bytes);
    } catch (error) {
      unsavedReason = messageOf(error);
      throw error;
    } finally {
      this.#summary = { ...this.#summary, checkpointBytes: bytes.byteLength, unsavedReason };
      // Renamed or compared while it was written: the old state came after the new one.
      const { id, name, ngramNats } = this.#summary;
      if (name !== saved.name || ngramNats !== saved.ngramNats) {
        await this.#store.updateRun(id, (run) => ({ ...run, name, ...(ngramNats && { ngramNats }) }));
      }
    }
  }

  #write(trainer: Trainer, symbols: number, temperature: number): string {
    const { size, data } = this.#vocabulary;
    const sampler = new Sampler(size, data.rare, { temperature, topK: 0, topP: 1 });
    const ids = trainer.sample(this.#lead, symbols, (logits, uniform) => sampler.sample(logits, uniform));
    return this.#vocabulary.decode(ids);
  }
}
