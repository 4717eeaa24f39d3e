import { decodeCheckpoint } from '../formats/checkpoint.ts';
import { stepGraph } from '../formats/onnx/step-graph.ts';
import { InputError, StateError } from '../shared/errors.ts';
import type { Estimate, ProgressReport, RunSummary } from '../shared/run.ts';
import { checkSettings, networkFor, type Settings } from '../shared/settings.ts';
import type { TextInput, TextSummary } from '../shared/text.ts';
import type { DeviceReport, TrainingWorker } from '../shared/training-worker.ts';
import { FallbackStore } from '../storage/fallback-store.ts';
import type { Keeping } from '../storage/memory-store.ts';
import { readText } from '../text/read.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import { ActiveRun, type RunMaterial } from './active-run.ts';
import { measureSpeed } from './calibration.ts';
import { checkChanges, type LiveChanges } from './live-changes.ts';
import { estimateRun } from './estimate.ts';
import { importedRun, newRun, withoutTab } from './run-summary.ts';
import { flopsPerSymbol } from '../training/plan.ts';
import { Holds, type Locking } from './holds.ts';
import type { Machine } from './machine.ts';

/** What the worker that hosts the bench must give it. */
export interface WorkbenchEnvironment extends Locking {
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
}

/** Everything the training worker does for the page: texts are read, runs trained, kept, exported and brought back. */
export class Workbench implements TrainingWorker {
  readonly #environment: WorkbenchEnvironment;
  readonly #store: FallbackStore;
  readonly #holds: Holds;
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
    this.#store = new FallbackStore(environment.store);
    this.#holds = new Holds(environment);
    this.#machine = environment.machine(null);
  }

  device(): Promise<DeviceReport> {
    const { maximumThreads, isolated, storageProblem } = this.#environment;
    const { kernels, threads } = this.#machine;
    return Promise.resolve({
      kernels: kernels.name,
      threads,
      maximumThreads,
      crossOriginIsolated: isolated,
      storageProblem,
    });
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
    // While a run trains, measuring would only measure what it leaves over.
    const isIdle = this.#active === null && !this.#starting;
    if (isIdle) this.#speed ??= await measureSpeed(this.#machine, this.#environment.now);
    return estimateRun(summary, checked, this.#machine, this.#speed);
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
      await this.#store.retry(runId);
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
    for (const runId of this.#store.unsaved) await this.#retry(runId);
  }

  change(changes: LiveChanges): Promise<void> {
    return Promise.resolve(changes)
      .then(checkChanges)
      .then(() => this.#requireActive().session.change(changes));
  }

  async runs(): Promise<RunSummary[]> {
    const active = this.#active?.summary ?? null;
    const elsewhere = await this.#holds.elsewhere();
    const stored = (await this.#store.runs()).map((run) => {
      if (run.id === active?.id) return active;
      return elsewhere.has(run.id) ? { ...run, elsewhere: true } : withoutTab(run);
    });
    return active === null || stored.some(({ id }) => id === active.id) ? stored : [active, ...stored];
  }

  async rename(runId: string, name: string): Promise<RunSummary> {
    const trimmed = name.trim();
    if (trimmed === '' || trimmed.length > 200) {
      throw new InputError(`The name has ${trimmed.length} characters; it must have 1 to 200. The old name stays.`);
    }
    if (this.#active?.summary.id === runId) {
      const { summary } = this.#active.rename(trimmed);
      if ((await this.#store.run(runId)) === null) return summary;
    }
    return this.#holding(runId, () => this.#store.updateRun(runId, (run) => ({ ...run, name: trimmed })));
  }

  async remove(runId: string): Promise<void> {
    if (this.#active?.summary.id === runId) {
      throw new StateError('This run is training. Stop it first, then remove it.');
    }
    await this.#holding(runId, () => this.#store.removeRun(runId));
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
    // Past the memory: the file is still there.
    await this.#environment.store.save(run, bytes);
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
    const held: string[] = [];
    try {
      const { run, material } = await prepare(async ({ id, name }) => {
        await this.#holds.take(id, `“${name}”`);
        held.push(id);
      });
      const { now } = this.#environment;
      const environment = { machine: this.#machine, store: this.#store, now };
      const active = await ActiveRun.prepare(run, material, environment, report);
      this.#active = active;
      this.#following = this.#follow(active);
      return active.summary;
    } catch (error) {
      for (const id of held) await this.#letGo(id);
      throw error;
    } finally {
      this.#starting = false;
    }
  }

  /** Does something with a run that no other tab may do at the same time. */
  async #holding<Result>(runId: string, act: () => Promise<Result>): Promise<Result> {
    await this.#holds.take(runId, 'This run');
    try {
      return await act();
    } finally {
      await this.#letGo(runId);
    }
  }

  /** A run that is only in this tab's memory stays this tab's: another would go on from an older state. */
  async #letGo(runId: string): Promise<void> {
    if (this.#active?.summary.id !== runId && !this.#store.isUnsaved(runId)) await this.#holds.release(runId);
  }

  async #retry(runId: string): Promise<void> {
    // What trains is saved by its session.
    if (this.#active?.summary.id === runId) return;
    await this.#store.retry(runId);
    await this.#letGo(runId);
  }

  /** Trains to the end, whatever it is, and clears the bench. */
  async #follow(active: ActiveRun): Promise<void> {
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
      await this.#letGo(active.summary.id);
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
  async #bytes(id: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.#active?.summary.id === id ? this.#active.snapshot() : await this.#store.newestCheckpoint(id);
  }
}
