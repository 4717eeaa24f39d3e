/** What a run on a text would be, before it begins: what it would learn from, which settings would suit it, what it would cost. */
import type { LabelsReport } from '../shared/labelled.ts';
import type { Task } from '../shared/network.ts';
import type { FittedPresets } from '../shared/presets.ts';
import type { Estimate } from '../shared/run.ts';
import { checkSettings, type Settings } from '../shared/settings.ts';
import type { Keeping } from '../storage/memory-store.ts';
import { factsOfLines, type LabelledLines } from '../text/labelled.ts';
import { fitPresets, UNKNOWN_SPEED } from '../training/fit.ts';
import { newNetwork, taughtNetwork, type Beginning } from './beginning.ts';
import { estimateRun } from './estimate.ts';
import { Labels, type StoredText } from './labels.ts';
import type { Machine } from './machine.ts';
import { storedRun, storedText } from './stored.ts';

export class Prospects {
  readonly #store: Keeping;
  readonly #labels = new Labels();

  constructor(store: Keeping) {
    this.#store = store;
  }

  async labels(textId: string): Promise<LabelsReport> {
    return this.#labels.report(await storedText(this.#store, textId));
  }

  /** The labelled lines of a text that is to be classified, else null. @throws InputError when it has none. */
  async linesFor({ task }: Pick<Settings, 'task'>, text: StoredText): Promise<LabelledLines | null> {
    return task === 'classify' ? this.#labels.of(text) : null;
  }

  /** What a run begins with. @param from the run of the library that it goes on from, or null. */
  async begin(from: string | null, text: StoredText, settings: Settings): Promise<Beginning> {
    const content = await text.content.text();
    if (from !== null) return taughtNetwork(this.#store, from, content, settings);
    return newNetwork(content, await this.linesFor(settings, text), settings);
  }

  /** @param speed what this device trains in a second, in units of `costPerSymbol`; null where that is not known. */
  async fit(
    textId: string,
    from: string | null,
    task: Task['kind'],
    speed: () => Promise<number | null>,
  ): Promise<FittedPresets> {
    const text = await storedText(this.#store, textId);
    const lines = await this.linesFor({ task }, text);
    const taught = from === null ? null : (await storedRun(this.#store, from)).settings;
    const facts = lines === null ? text.summary : factsOfLines(lines);
    return fitPresets(facts, (await speed()) ?? UNKNOWN_SPEED, task, taught);
  }

  /** @throws InputError or DeviceError when it could not begin. */
  async estimate(
    textId: string,
    settings: Settings,
    from: string | null,
    machine: Machine,
    speed: () => Promise<number | null>,
  ): Promise<Estimate> {
    const checked = checkSettings({ ...settings });
    const text = await storedText(this.#store, textId);
    // Of a new network for a text the rest follows from its length.
    const isPlain = from === null && checked.task !== 'classify';
    const beginning = isPlain ? null : await this.begin(from, text, checked);
    return estimateRun(text.summary, checked, beginning, machine, await speed());
  }
}
