/** The settings of the next run, and what it would cost. */
import type { TrainingWorker } from '../shared/training-worker.ts';
import { messageOf } from '../shared/errors.ts';
import type { Estimate } from '../shared/run.ts';
import { DEFAULT_PRESET, PRESETS, type PresetId } from '../shared/presets.ts';
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
  #draft = $state.raw<SettingsDraft>(presetSettings(DEFAULT_PRESET));
  #estimate = $state.raw<Estimate | null>(null);
  #estimateProblem = $state<string | null>(null);
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly #problems = $derived(draftProblems(this.#draft));
  readonly #settings = $derived(settingsFrom(this.#draft));
  readonly #preset = $derived(presetOf(this.#draft));

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
    this.#draft = { ...this.#draft, [key]: value };
  }

  usePreset(id: PresetId): void {
    this.#draft = presetSettings(id);
  }

  /** Takes over the settings of a run, to start another like it. */
  use(settings: Settings): void {
    this.#draft = { ...settings };
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

function presetSettings(id: PresetId): Settings {
  return PRESETS.find((preset) => preset.id === id)?.settings ?? DEFAULT_SETTINGS;
}
