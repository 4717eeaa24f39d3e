/** The settings of the next run, and what it would cost. */
import type { TrainingWorker } from '../shared/training-worker.ts';
import { messageOf } from '../shared/errors.ts';
import type { Estimate } from '../shared/run.ts';
import { DEFAULT_PRESET, type FittedPresets, type PresetId } from '../shared/presets.ts';
import { DEFAULT_SETTINGS, type SettingKey, type Settings } from '../shared/settings.ts';
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
  #draft = $state.raw<SettingsDraft>(DEFAULT_SETTINGS);
  #preset = $state<PresetId | null>(DEFAULT_PRESET);
  /** What each preset comes to for a text, once it is known. */
  #fitted = $state.raw<FittedPresets | null>(null);
  #fittedText: string | null = null;
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

  isShown(key: SettingKey): boolean {
    return isRelevant(key, this.#draft);
  }

  set(key: SettingKey, value: string | number): void {
    this.use({ ...this.#draft, [key]: value });
  }

  usePreset(id: PresetId): void {
    this.#preset = id;
    this.#draft = this.#fitted?.[id] ?? DEFAULT_SETTINGS;
  }

  /** Takes over the settings of a run, to start another like it. */
  use(settings: SettingsDraft): void {
    this.#draft = { ...settings };
    this.#preset = this.#fitted === null ? null : presetOf(this.#draft, this.#fitted);
  }

  /** Fits the presets to a text; resolves when that is done, or could not be done and they stay as they were. */
  fitTo(textId: string): Promise<void> {
    if (textId === this.#fittedText) return this.#fitting;
    this.#fittedText = textId;
    this.#fitting = this.#client.fit(textId).then(
      (fitted) => {
        if (textId !== this.#fittedText) return;
        this.#fitted = fitted;
        if (this.#preset !== null) this.#draft = fitted[this.#preset];
      },
      () => {
        if (textId === this.#fittedText) this.#fittedText = null;
      },
    );
    return this.#fitting;
  }

  /** Asks, once typing has settled, what a run on this text would cost. */
  estimateFor(textId: string | null): void {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    const settings = this.#settings;
    if (textId === null || settings === null) {
      this.#estimate = null;
      this.#estimateProblem = null;
      return;
    }
    this.#timer = setTimeout(() => {
      this.#client.estimate(textId, settings).then(
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
