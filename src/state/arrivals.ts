/**
 * What is brought from outside: texts, networks and backups, from a dialog, dropped or pasted anywhere on the page, shared by
 * another app or opened with this one.
 */
import type { OpenFolder } from '../client/folders.ts';
import type { SharedIn } from '../client/shared-in.ts';
import { strings } from '../messages/page.ts';
import { ways } from '../messages/ways.ts';
import { isBackup } from '../shared/backup.ts';
import { isLabelledSample, looksLabelled } from '../shared/labelled.ts';
import { safeFileName } from '../shared/file-name.ts';
import type { RunSummary } from '../shared/run.ts';
import type { AnySampleId } from '../shared/text.ts';
import type { SharedItem } from '../shared/sharing.ts';
import type { AppView } from './app-view.svelte.ts';
import type { Copying } from './copying.svelte.ts';
import type { CurrentRun } from './current-run.svelte.ts';
import type { Desk } from './desk.ts';
import type { Library } from './library.svelte.ts';
import { LinkedSettings } from './linked-settings.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import type { RunSettings } from './run-settings.svelte.ts';
import type { Space } from './space.svelte.ts';
import type { TextChoice } from './text-choice.svelte.ts';

/** The parts of the app where something can arrive. */
export interface Destinations {
  readonly view: AppView;
  readonly texts: TextChoice;
  readonly settings: RunSettings;
  readonly library: Library;
  readonly copying: Copying;
  readonly space: Space;
  readonly run: CurrentRun;
  readonly notices: Notices;
  readonly desk: Desk;
}

export class Arrivals {
  /** Settings that came with a link. */
  readonly linked: LinkedSettings;
  readonly #app: Destinations;

  constructor(app: Destinations) {
    this.#app = app;
    this.linked = new LinkedSettings(app.settings);
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

  /** All texts in a folder, as one. */
  async bringFolder(folder: OpenFolder): Promise<void> {
    this.#app.view.go('text');
    await this.#app.texts.readFolder(folder);
  }

  async bringText(text: string): Promise<void> {
    this.#app.view.go('text');
    await this.#app.texts.paste(text);
  }

  /** What was shared; it is kept by the service worker until it was read or refused. */
  async receive({ items, drop }: SharedIn): Promise<void> {
    if (items.length === 0) this.#refuse(ways.shared.lost);
    for (const item of items) await this.#receive(item);
    drop();
  }

  async #receive({ title, text, url, files }: SharedItem): Promise<void> {
    if (files.length > 0) return this.bring(files);
    const words = text.trim();
    const address = url !== '' ? url : words;
    if (words === '' && url === '') this.#refuse(ways.shared.empty);
    // Some apps put the address where the text belongs.
    else if (words === '' || /^https?:\/\/\S+$/.test(words)) this.#refuse(ways.shared.onlyAddress(address));
    else {
      const name = safeFileName(title === '' ? ways.shared.untitled : title, 'txt');
      await this.bring([new File([text], name, { type: 'text/plain' })]);
    }
  }

  #refuse(problem: string): void {
    this.#app.view.go('text');
    this.#app.texts.refuse(problem);
  }

  async importRun(file: File): Promise<void> {
    if (await isBackup(file)) return this.restore(file);
    const run = await this.#app.library.import(file);
    if (run) this.sayIsIn(run);
  }

  async restore(file: Blob): Promise<void> {
    const { view, copying, library, space, texts, run, desk } = this.#app;
    view.go('library');
    await copying.restore(file);
    await Promise.all([
      library.refresh(),
      space.refresh(),
      desk.kept.refresh(),
      texts.restore().catch(() => undefined),
    ]);
    const shown = library.find(run.summary?.id ?? null);
    // Another state may have taken the place of the one that rests on the page.
    if (shown !== null && !run.isBusy && shown.step !== run.summary?.step) run.show(shown);
  }

  sayIsIn(run: RunSummary): void {
    this.#app.notices.say(strings.library.isIn(run.name));
  }
}
