/** The desk a page is written at: the writing itself, and what looks at the page while it comes about. */
import type { Notebook } from '../client/notebook.ts';
import type { PageKeeping } from '../shared/kept-page.ts';
import type { PassageKeeping } from '../shared/kept-passage.ts';
import type { TextReference } from '../shared/run.ts';
import { Branching } from './alternatives.svelte.ts';
import { Candidates } from './candidates.svelte.ts';
import type { Copied } from './copied.svelte.ts';
import { KeptPassages } from './kept-passages.svelte.ts';
import { PageKeeper } from './page-keeper.svelte.ts';
import { Tint } from './tint.svelte.ts';
import type { Writing } from './writing.svelte.ts';

/** An edited page is looked through again once nothing has happened for so long, in milliseconds. */
const QUIET_MS = 900;

export class Desk {
  readonly writing: Writing;
  readonly copied: Copied;
  readonly branching: Branching;
  readonly candidates: Candidates;
  readonly tint: Tint;
  readonly kept: KeptPassages;
  readonly pages: PageKeeper;
  readonly #textOf: (runId: string) => TextReference | null;
  #compared = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param textOf gives the text that a run learned from. */
  constructor(
    writing: Writing,
    copied: Copied,
    keeping: PassageKeeping & PageKeeping,
    notes: Notebook,
    textOf: (runId: string) => TextReference | null,
  ) {
    this.writing = writing;
    this.copied = copied;
    this.branching = new Branching(writing);
    this.candidates = new Candidates(writing);
    this.tint = new Tint(writing);
    this.kept = new KeptPassages(keeping);
    this.pages = new PageKeeper(writing, keeping, notes);
    this.#textOf = textOf;
    writing.listen({
      onRest: () => {
        this.tint.look(0);
        this.#compare();
      },
      onTurn: (runId) => this.pages.turn(runId),
      onDraft: () => this.pages.touch(),
      onMove: () => this.pages.move(),
    });
    writing.page.onChange = () => {
      this.pages.touch();
      this.branching.close();
      this.candidates.drop();
      clearTimeout(this.#timer);
      if (!writing.isResting) return;
      this.tint.look();
      this.#timer = setTimeout(() => this.#compare(), QUIET_MS);
    };
  }

  /** Another network reads the page. */
  turnTo(runId: string, step: number | null = null): void {
    this.writing.chooseRun(runId, step);
    this.branching.close();
    this.candidates.close();
    this.tint.look(0);
  }

  #compare(): void {
    clearTimeout(this.#timer);
    const { runId, page, isResting } = this.writing;
    const text = runId === null ? null : this.#textOf(runId);
    const key = `${text?.hash} ${page.text}`;
    if (!isResting || text === null || key === this.#compared) return;
    this.#compared = key;
    if (page.hasWritten()) void this.copied.compare(text, page.text, page.own.slice());
    else this.copied.forget();
  }
}
