import { decodeCheckpoint } from '../formats/checkpoint.ts';
import { stepGraph } from '../formats/onnx/step-graph.ts';
import { InputError, StateError } from '../shared/errors.ts';
import type { Estimate, ProgressReport, RunSummary } from '../shared/run.ts';
import { checkSettings, networkFor, settingProblem, type Settings } from '../shared/settings.ts';
import type { TextInput, TextSummary } from '../shared/text.ts';
import type { DeviceReport, TrainingWorker } from '../shared/training-worker.ts';
import type { Keeping } from '../storage/memory-store.ts';
import { splitLengths } from '../text/batches.ts';
import { readText } from '../text/read.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import { ActiveRun, type RunMaterial } from './active-run.ts';
import { measureSpeed } from './calibration.ts';
import { importedRun, newRun } from './run-summary.ts';
import { flopsPerSymbol, planRun } from '../training/plan.ts';
import type { Lock } from './lock.ts';
import type { Machine } from './machine.ts';

/** What the worker that hosts the bench must give it. */
export interface WorkbenchEnvironment {
  /** What to compute with: as many threads as asked for, or as many as are sensible here. */
  machine(threads: number | null): Machine;
  /** The most threads that may be asked for: 1 where memory cannot be shared. */
  readonly maximumThreads: number;
  readonly isolated: boolean;
  readonly store: Keeping;
  /** Why nothing can be kept on this device, when `store` is only in memory. */
  readonly storageProblem: string | null;
  readonly now: () => number;
  fetchSample(id: string): Promise<Blob>;
  /** Holds a run for this tab alone; null when another tab has it. */
  lock(runId: string): Promise<Lock | null>;
}

/** Everything the training worker does for the page: texts are read, runs trained, kept, exported and brought back. */
export class Workbench implements TrainingWorker {
  readonly #environment: WorkbenchEnvironment;
  readonly #store: Keeping;
  #machine: Machine;
  #active: ActiveRun | null = null;
  /** Resolves when the active run has ended and the bench is clear. */
  #following: Promise<void> = Promise.resolve();
  /** From the press on Train until the first step. */
  #starting = false;
  /** Floating-point operations a second, once measured. */
  #speed: number | null = null;

  constructor(environment: WorkbenchEnvironment) {
    this.#environment = environment;
    this.#store = environment.store;
    this.#machine = environment.machine(null);
  }

  device(): Promise<DeviceReport> {
    const { maximumThreads, isolated, storageProblem } = this.#environment;
    const { kernels, threads } = this.#machine;
    const { name } = kernels;
    return Promise.resolve({ kernels: name, threads, maximumThreads, crossOriginIsolated: isolated, storageProblem });
  }

  async useThreads(threads: number | null): Promise<DeviceReport> {
    const { maximumThreads } = this.#environment;
    if (threads !== null && !(Number.isInteger(threads) && threads >= 1 && threads <= maximumThreads)) {
      throw new InputError(`Threads is ${threads}; it must be a whole number from 1 to ${maximumThreads}.`);
    }
    this.#machine = this.#environment.machine(threads);
    this.#speed = null;
    return this.device();
  }

  async readText(input: TextInput, report: (share: number) => void): Promise<TextSummary> {
    const { summary, text } = await readText(input, {
      fetchSample: (id) => this.#environment.fetchSample(id),
      report,
      now: () => Date.now(),
      newId: () => crypto.randomUUID(),
    });
    return this.#store.putText(summary, new Blob([text]));
  }

  texts(): Promise<TextSummary[]> {
    return this.#store.texts();
  }

  async estimate(textId: string, settings: Settings): Promise<Estimate> {
    const checked = checkSettings({ ...settings });
    const { summary } = await this.#text(textId);
    const machine = this.#machine;
    const { kernels, threads } = machine;
    const vocabulary = Math.min(summary.distinct, checked.vocabularyCap + 1);
    const network = networkFor(checked, vocabulary);
    const { training, validation } = splitLengths(summary.characters, checked.validationShare);
    const plan = planRun(checked, network, training, validation, kernels);
    // While a run trains, measuring would only measure what it leaves over.
    if (this.#active === null && !this.#starting) this.#speed ??= await measureSpeed(machine, this.#environment.now);
    const perSecond = this.#speed === null ? null : this.#speed / flopsPerSymbol(network, plan.parameters);
    const symbols = plan.totalSteps * plan.window.lanes * plan.window.steps;
    return {
      parameters: plan.parameters,
      memoryBytes: plan.memoryBytes,
      vocabulary,
      steps: plan.totalSteps,
      charactersPerSecond: perSecond,
      seconds: perSecond === null ? null : symbols / perSecond,
      kernels: kernels.name,
      threads,
    };
  }

  start(textId: string, settings: Settings, report: (progress: ProgressReport) => void): Promise<RunSummary> {
    return this.#begin(report, async (hold) => {
      const checked = checkSettings({ ...settings });
      const { summary, content } = await this.#text(textId);
      const text = await content.text();
      const vocabulary = Vocabulary.of(text, checked.vocabularyCap);
      const network = networkFor(checked, vocabulary.size);
      const run = newRun(summary, checked, network, Date.now());
      await hold(run);
      return { run, material: { settings: checked, network, vocabulary, text, checkpoint: null } };
    });
  }

  resume(runId: string, report: (progress: ProgressReport) => void): Promise<RunSummary> {
    return this.#begin(report, async (hold) => {
      await hold(await this.#run(runId));
      // Only now: while another tab had the run, it went on.
      const run = await this.#run(runId);
      const checkpoint = decodeCheckpoint(await this.#store.newestCheckpoint(runId));
      if (checkpoint.progress.step >= checkpoint.progress.totalSteps) {
        throw new StateError(
          `“${run.name}” has finished all its ${checkpoint.progress.totalSteps} steps. Write with it, or start a new run with more passes.`,
        );
      }
      const found = await this.#store.textByHash(checkpoint.text.hash);
      if (found === null) {
        throw new StateError(
          `The text of this run, “${checkpoint.text.name}” (${checkpoint.text.characters} characters), is not on this device. Open that text in Text, then press Resume again. Writing works without it.`,
        );
      }
      const { settings, network } = checkpoint;
      const vocabulary = Vocabulary.from(checkpoint.vocabulary);
      return { run, material: { settings, network, vocabulary, text: await found.content.text(), checkpoint } };
    });
  }

  pause(): Promise<RunSummary> {
    return this.#end('paused');
  }

  stop(): Promise<RunSummary> {
    return this.#end('stopped');
  }

  async checkpoint(): Promise<void> {
    await this.#active?.session.checkpoint();
  }

  async change(changes: { readonly learningRate?: number; readonly sampleTemperature?: number }): Promise<void> {
    const problems = (['learningRate', 'sampleTemperature'] as const)
      .filter((key) => changes[key] !== undefined)
      .map((key) => settingProblem(key, changes[key]))
      .filter((problem) => problem !== null);
    if (problems.length > 0) throw new InputError(problems.join(' '));
    this.#requireActive().session.change(changes);
    return Promise.resolve();
  }

  async runs(): Promise<RunSummary[]> {
    const active = this.#active?.summary ?? null;
    const stored = (await this.#store.runs()).map((run) => (run.id === active?.id ? active : withoutTab(run)));
    return active === null || stored.some(({ id }) => id === active.id) ? stored : [active, ...stored];
  }

  async rename(runId: string, name: string): Promise<RunSummary> {
    const trimmed = name.trim();
    if (trimmed === '' || trimmed.length > 200) {
      throw new InputError(`The name has ${trimmed.length} characters; it must have 1 to 200. The old name stays.`);
    }
    if (this.#active?.summary.id === runId) {
      this.#active.rename(trimmed);
      const stored = await this.#store.run(runId);
      if (stored === null) return this.#active.summary;
    }
    return this.#store.updateRun(runId, (run) => ({ ...run, name: trimmed }));
  }

  async remove(runId: string): Promise<void> {
    if (this.#active?.summary.id === runId) {
      throw new StateError('This run is training. Stop it first, then remove it.');
    }
    const lock = await this.#lock(runId, 'This run');
    try {
      await this.#store.removeRun(runId);
    } finally {
      lock.release();
    }
  }

  async exportSafetensors(runId: string): Promise<Blob> {
    return new Blob([await this.#bytes(runId)], { type: 'application/octet-stream' });
  }

  async exportOnnx(runId: string): Promise<Blob> {
    const run = this.#active?.summary.id === runId ? this.#active.summary : await this.#run(runId);
    const { network, vocabulary, tensors, progress } = decodeCheckpoint(await this.#bytes(runId));
    const bytes = stepGraph({ network, vocabulary, tensors, name: run.name, step: progress.step });
    return new Blob([bytes], { type: 'application/octet-stream' });
  }

  async importSafetensors(file: Blob): Promise<RunSummary> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const run = importedRun(decodeCheckpoint(bytes), Date.now());
    await this.#store.save(run, bytes);
    return this.#run(run.id);
  }

  async #begin(
    report: (progress: ProgressReport) => void,
    prepare: (hold: (run: RunSummary) => Promise<void>) => Promise<{ run: RunSummary; material: RunMaterial }>,
  ): Promise<RunSummary> {
    if (this.#active !== null || this.#starting) {
      const name = this.#active?.summary.name ?? 'A run';
      throw new StateError(`“${name}” is training. Pause or stop it before another begins.`);
    }
    this.#starting = true;
    let release = (): void => undefined;
    try {
      const { run, material } = await prepare(async ({ id, name }) => {
        const lock = await this.#lock(id, `“${name}”`);
        release = () => lock.release();
      });
      const { now } = this.#environment;
      const environment = { machine: this.#machine, store: this.#store, now };
      const active = await ActiveRun.prepare(run, material, environment, report);
      this.#active = active;
      this.#following = this.#follow(active, release);
      return active.summary;
    } catch (error) {
      release();
      throw error;
    } finally {
      this.#starting = false;
    }
  }

  /** @throws StateError when another tab has the run. */
  async #lock(runId: string, name: string): Promise<Lock> {
    const lock = await this.#environment.lock(runId);
    if (lock === null) throw new StateError(`${name} is training in another tab. Pause it there first.`);
    return lock;
  }

  /** Trains to the end, whatever it is, and clears the bench. */
  async #follow(active: ActiveRun, release: () => void): Promise<void> {
    try {
      const state = await active.session.run();
      const perSecond = active.session.symbolsPerSecond;
      const { network, parameters, id } = active.summary;
      if (perSecond !== null) this.#speed = perSecond * flopsPerSymbol(network, parameters);
      if (state === 'failed' || state === 'interrupted')
        await this.#store.updateRun(id, (run) => ({ ...run, state })).catch(() => undefined);
    } finally {
      this.#active = null;
      active.close();
      release();
    }
  }

  async #end(wish: 'paused' | 'stopped'): Promise<RunSummary> {
    const active = this.#requireActive();
    const state = await active.session.end(wish);
    await this.#following;
    return { ...active.summary, state };
  }

  #requireActive(): ActiveRun {
    if (this.#active === null) throw new StateError('No run is training now. Press Train or Resume first.');
    return this.#active;
  }

  async #text(id: string): Promise<{ summary: TextSummary; content: Blob }> {
    const found = await this.#store.text(id);
    if (found === null) throw new StateError('This text is no longer kept here. Choose it again in Text.');
    return found;
  }

  async #run(id: string): Promise<RunSummary> {
    const run = await this.#store.run(id);
    if (run === null) throw new StateError('This run is no longer in the Library. Reload the page to see what is.');
    return withoutTab(run);
  }

  /** The newest state of a run as a file: as it is now when it trains, else its newest checkpoint. */
  #bytes(id: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.#active?.summary.id === id
      ? Promise.resolve(this.#active.snapshot())
      : this.#store.newestCheckpoint(id);
  }
}

/** A run that was training when its tab went away. */
function withoutTab(run: RunSummary): RunSummary {
  return run.state === 'training' ? { ...run, state: 'interrupted' } : run;
}
