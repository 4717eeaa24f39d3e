/** What the keys do, and whether single ones do anything: who dictates, or has a trembling hand, can switch them off. */
import type { Notebook } from '../client/notebook.ts';
import type { RunSummary } from '../shared/run.ts';
import type { AppView } from './app-view.svelte.ts';
import type { CurrentRun } from './current-run.svelte.ts';
import type { Gentleness } from './gentleness.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import type { ViewName } from './routes.ts';
import { shortcutFor, SHORTCUTS, type KeyPress, type PlaceShortcutId, type ShortcutId } from './shortcuts.ts';

const NOTE = 'keys-off';

/** The parts of the app that keys reach. */
export interface Reach {
  readonly view: AppView;
  readonly run: CurrentRun;
  readonly gentleness: Gentleness;
  readonly notices: Notices;
  train(): Promise<void>;
  resume(run: RunSummary): Promise<void>;
}

export class Keyboard {
  readonly #app: Reach;
  readonly #notes: Notebook;
  #isHelpOpen = $state(false);
  #areOn = $state(true);

  constructor(app: Reach, notes: Notebook) {
    this.#app = app;
    this.#notes = notes;
    this.#areOn = notes.read(NOTE).length === 0;
  }

  get isHelpOpen(): boolean {
    return this.#isHelpOpen;
  }

  /** Do single keys do anything? The help sheet can be opened by its button all the same. */
  get areOn(): boolean {
    return this.#areOn;
  }

  switchOn(on: boolean): void {
    this.#areOn = on;
    this.#notes.write(NOTE, on ? [] : ['off']);
  }

  showHelp(shown: boolean): void {
    this.#isHelpOpen = shown;
  }

  /** Does what a key press stands for; says whether it stood for something. */
  press(press: KeyPress, isTyping: boolean): boolean {
    if (press.key === 'Escape' && this.#isHelpOpen) {
      this.#isHelpOpen = false;
      return true;
    }
    const id = shortcutFor(press, this.#app.view.current, isTyping);
    if (id === null || !this.#mayAct(id)) return false;
    this.#act(id);
    return true;
  }

  #mayAct(id: ShortcutId): boolean {
    return this.#areOn || SHORTCUTS.some((shortcut) => shortcut.id === id && shortcut.withControl);
  }

  #act(id: ShortcutId): void {
    const { run, gentleness, notices } = this.#app;
    const acts: Readonly<Record<Exclude<ShortcutId, ViewName | PlaceShortcutId>, () => unknown>> = {
      help: () => this.showHelp(!this.#isHelpOpen),
      begin: () => this.#app.train(),
      pause: () => this.#pause(),
      stop: () => (run.isTraining || run.state === 'paused') && run.stop(),
      gentle: () => gentleness.choose(!gentleness.isOn),
      earlier: () => run.seen.lookback.move(-1),
      later: () => run.seen.lookback.move(1),
      play: () => (run.seen.lookback.isPlaying ? run.seen.lookback.pause() : run.seen.lookback.play()),
      undo: () => notices.list.findLast(({ action }) => action !== null)?.action?.run(),
    };
    if (id in acts) acts[id as keyof typeof acts]();
    else this.#app.view.go(id as ViewName);
  }

  #pause(): void {
    const { run } = this.#app;
    if (run.isTraining) void run.pause();
    else if (run.canResume && run.summary !== null) void this.#app.resume(run.summary);
  }
}
