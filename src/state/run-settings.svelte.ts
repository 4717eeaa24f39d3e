/** The settings of the next run, and what it would cost. */
import type { TrainingWorker } from '../shared/training-worker.ts';
import { messageOf } from '../shared/errors.ts';
import type { Task } from '../shared/network.ts';
import { SHAPE_KEYS, shapeOf } from '../shared/origin.ts';
import type { Estimate, RunSummary } from '../shared/run.ts';
import { DEFAULT_PRESET, unfitted, type FittedPresets, type PresetId } from '../shared/presets.ts';
import type { SettingKey, Settings } from '../shared/settings.ts';
import {
  draftProblems,
  isRelevant,
  presetOf,
  settingsFrom,
  type SettingsDraft,
  type SettingsProblems,
} from './settings-draft.ts';

/** Typing settles for this long before an estimate is asked for, in milliseconds. */
const SETTLE_MS = 250;

export class RunSettings {
  readonly #client: TrainingWorker;
  #draft = $state.raw<SettingsDraft>(unfitted('continue'));
  #preset = $state<PresetId | null>(DEFAULT_PRESET);
  #origin = $state.raw<RunSummary | null>(null);
  /** What each preset comes to for a text, once it is known. */
  #fitted = $state.raw<FittedPresets | null>(null);
  /** The text they were fitted to, and the run whose network is gone on with. */
  #fittedFor: string | null = null;
  #fitting: Promise<void> = Promise.resolve();
  #estimate = $state.raw<Estimate | null>(null);
  #estimateProblem = $state<string | null>(null);
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly #problems = $derived(draftProblems(this.#draft));
  readonly #settings = $derived(settingsFrom(this.#draft));

  constructor(client: TrainingWorker) {
    this.#client = client;
  }

  get draft(): SettingsDraft {
    return this.#draft;
  }

  get problems(): SettingsProblems {
    return this.#problems;
  }

  /** Complete settings, or null while a field is wrong. */
  get settings(): Settings | null {
    return this.#settings;
  }

  get preset(): PresetId | null {
    return this.#preset;
  }

  get fitted(): FittedPresets | null {
    return this.#fitted;
  }

  get estimate(): Estimate | null {
    return this.#estimate;
  }

  get estimateProblem(): string | null {
    return this.#estimateProblem;
  }

  /** The run whose network the next run goes on with; null when it begins from nothing. */
  get origin(): RunSummary | null {
    return this.#origin;
  }

  /** What the next run learns to do. */
  get task(): Task['kind'] {
    return this.#draft.task as Task['kind'];
  }

  /** From now on a new network learns this. The presets are to be fitted anew. */
  useTask(task: Task['kind']): void {
    if (task === this.task && this.#origin === null) return;
    this.#origin = null;
    this.#fitted = null;
    this.#fittedFor = null;
    this.#preset ??= DEFAULT_PRESET;
    this.#draft = unfitted(task);
  }

  /** A network that has learned something keeps its shape; the task is chosen elsewhere. */
  isShown(key: SettingKey): boolean {
    if (key === 'task') return false;
    const isFixed = this.#origin !== null && SHAPE_KEYS.some((fixed) => fixed === key);
    return !isFixed && isRelevant(key, this.#draft);
  }

  /** Goes on with what a run has learned, or begins from nothing. The presets are to be fitted anew. */
  goOnWith(run: RunSummary | null): void {
    if (run === this.#origin) return;
    this.#origin = run;
    this.#fittedFor = null;
    this.#preset ??= DEFAULT_PRESET;
    this.#draft = run === null ? unfitted(this.task) : { ...this.#draft, ...shapeOf(run.settings) };
  }

  set(key: SettingKey, value: string | number): void {
    this.use({ ...this.#draft, [key]: value });
  }

  usePreset(id: PresetId): void {
    this.#preset = id;
    this.#draft = this.#fitted?.[id] ?? unfitted(this.task);
  }

  /** Takes over the settings of a run, to start another like it. */
  use(settings: SettingsDraft): void {
    this.#draft = { ...settings };
    this.#preset = this.#fitted === null ? null : presetOf(this.#draft, this.#fitted);
  }

  /** Fits the presets to a text; resolves when that is done, or could not be done and they stay as they were. */
  fitTo(textId: string): Promise<void> {
    const from = this.#origin?.id ?? null;
    const { task } = this;
    const wanted = `${textId} ${from} ${task}`;
    if (wanted === this.#fittedFor) return this.#fitting;
    this.#fittedFor = wanted;
    this.#fitting = this.#client.fit(textId, from, task).then(
      (fitted) => {
        if (wanted !== this.#fittedFor) return;
        this.#fitted = fitted;
        if (this.#preset !== null) this.#draft = fitted[this.#preset];
      },
      () => {
        if (wanted === this.#fittedFor) this.#fittedFor = null;
      },
    );
    return this.#fitting;
  }

  /** Asks, once typing has settled, what a run on this text would cost. */
  estimateFor(textId: string | null): void {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    const settings = this.#settings;
    const from = this.#origin?.id ?? null;
    if (textId === null || settings === null) {
      this.#estimate = null;
      this.#estimateProblem = null;
      return;
    }
    this.#timer = setTimeout(() => {
      this.#client.estimate(textId, settings, from).then(
        (estimate) => asked === this.#asked && this.#settle(estimate, null),
        (error: unknown) => asked === this.#asked && this.#settle(null, messageOf(error)),
      );
    }, SETTLE_MS);
  }

  #settle(estimate: Estimate | null, problem: string | null): void {
    this.#estimate = estimate;
    this.#estimateProblem = problem;
  }
}
