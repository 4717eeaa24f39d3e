/** What is brought from outside: texts, networks and backups, from a file dialogue or dropped anywhere on the page. */
import { strings } from '../messages/page.ts';
import { isBackup } from '../shared/backup.ts';
import { isLabelledSample, looksLabelled } from '../shared/labelled.ts';
import type { RunSummary } from '../shared/run.ts';
import type { AnySampleId } from '../shared/text.ts';
import type { App } from './app.svelte.ts';

/** The parts of the app where something can arrive. */
export type Destinations = Pick<
  App,
  'view' | 'texts' | 'settings' | 'library' | 'copying' | 'space' | 'run' | 'notices'
>;

export class Arrivals {
  readonly #app: Destinations;

  constructor(app: Destinations) {
    this.#app = app;
  }

  /** Backups and trained networks go to the library, all else is text. */
  async bring(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    const areBackups = await Promise.all(files.map(isBackup));
    const backups = files.filter((_, at) => areBackups[at]);
    if (backups.length > 0) {
      for (const file of backups) await this.restore(file);
      return;
    }
    const networks = files.filter((file) => /\.safetensors$/i.test(file.name));
    if (networks.length > 0) {
      this.#app.view.go('library');
      for (const file of networks) await this.importRun(file);
      return;
    }
    this.#app.view.go('text');
    await this.#app.texts.readFiles(files, this.#app.settings.task === 'classify');
  }

  /** Brings back the text used last; bundled lines are there to be classified. */
  async restoreText(): Promise<void> {
    const { settings, texts } = this.#app;
    await texts.restore();
    if (texts.chosen?.source === 'sample' && looksLabelled(texts.chosen.beginning)) settings.useTask('classify');
  }

  /** Takes something bundled, and a task it is made for: labelled lines are there to be classified, a text is not. */
  async takeSample(id: AnySampleId): Promise<void> {
    const { settings, texts } = this.#app;
    if (isLabelledSample(id)) settings.useTask('classify');
    else if (settings.task === 'classify') settings.useTask('continue');
    await texts.useSample(id);
  }

  async importRun(file: File): Promise<void> {
    if (await isBackup(file)) return this.restore(file);
    const run = await this.#app.library.import(file);
    if (run) this.sayIsIn(run);
  }

  async restore(file: Blob): Promise<void> {
    const { view, copying, library, space, texts, run } = this.#app;
    view.go('library');
    await copying.restore(file);
    await Promise.all([library.refresh(), space.refresh(), texts.restore().catch(() => undefined)]);
    const shown = library.find(run.summary?.id ?? null);
    // Another state may have taken the place of the one that rests on the page.
    if (shown !== null && !run.isBusy && shown.step !== run.summary?.step) run.show(shown);
  }

  sayIsIn(run: RunSummary): void {
    this.#app.notices.say(strings.library.isIn(run.name));
  }
}
