/**
 * Each run has a page of its own, which is there again after a reload: the text and whose each character is, the place, the
 * settings. One that has none yet is shown the page that lies there, and that becomes its own when something is done to it.
 * The way back and the probabilities last as long as the visit.
 */
import type { Notebook } from '../client/notebook.ts';
import { LONGEST_PAGE, type KeptPage, type PageKeeping } from '../shared/kept-page.ts';
import { BLANK, keptFrom, liftedFrom, type LiftedPage } from './lifted-page.ts';
import type { Writing } from './writing.svelte.ts';

/** A page is kept once nothing has been done to it for so long, and while something is, as often. In milliseconds. */
const QUIET_MS = 600;
const AT_LATEST_MS = 3000;

/** The run whose page was last kept. */
const LAST = 'unroll.page-of';
/** A page that there was no time to store, as JSON: what is asked of the database when a page goes may come too late. */
const LEFT = 'unroll.page-left';

export class PageKeeper {
  readonly #writing: Writing;
  readonly #keeping: PageKeeping;
  readonly #notes: Notebook;
  /** The pages of this visit, by run. */
  #lifted: Readonly<Partial<Record<string, LiftedPage>>> = {};
  /** Whose page lies there, or is to. */
  #runId: string | null = null;
  /** Is it that run's own? */
  #isOwn = $state(false);
  #isTurning = false;
  #unsavedSince: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = $state<string | null>(null);

  constructor(writing: Writing, keeping: PageKeeping, notes: Notebook) {
    this.#writing = writing;
    this.#keeping = keeping;
    this.#notes = notes;
    this.#last = notes.read(LAST).at(0) ?? null;
    const left = this.#left;
    if (left !== null) this.#lifted = { [left.runId]: liftedFrom(left) };
  }

  /** The run whose page was last kept, in this visit or one before. */
  get last(): string | null {
    return this.#last;
  }

  /** Is the page too long to be there after a reload? */
  get isTooLong(): boolean {
    return this.#isOwn && this.#writing.page.text.length > LONGEST_PAGE;
  }

  /** Stores what was left when the last visit ended. */
  async open(): Promise<void> {
    const left = this.#left;
    if (left !== null) await this.#store(left);
  }

  /** Lays out the page of another run; without a run there is none. */
  async turn(runId: string | null): Promise<void> {
    if (runId === this.#runId && !this.#isTurning) return;
    const before = this.#isTurning ? null : this.#runId;
    this.#runId = runId;
    this.#isTurning = true;
    await this.#writing.settle();
    if (before !== null) this.#putAway(before);
    const found = runId === null ? BLANK : (this.#lifted[runId] ?? (await this.#read(runId)));
    // Another has been turned to meanwhile.
    if (this.#runId !== runId) return;
    const hasText = found !== null && found.sheet.text !== '';
    if (hasText || runId === null) this.#writing.layOut(found ?? BLANK);
    else if (found !== null) this.#writing.takeSettings(found.draft);
    this.#isOwn = hasText;
    this.#isTurning = false;
  }

  /** Something was done to the page. */
  touch(): void {
    if (this.#isTurning || this.#runId === null) return;
    this.#isOwn = true;
    const now = Date.now();
    this.#unsavedSince ??= now;
    clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(QUIET_MS, this.#unsavedSince + AT_LATEST_MS - now));
    this.#timer = setTimeout(() => void this.#save(), wait);
  }

  /** The caret was put elsewhere: that alone makes no page a run's own. */
  move(): void {
    if (this.#isOwn) this.touch();
  }

  /** The window may be about to go. */
  leave(): void {
    const page = this.#unsaved;
    if (page === null) return;
    this.#notes.write(LEFT, [JSON.stringify(page)]);
    void this.#save();
  }

  /** The run is gone for good. */
  forget(runId: string): void {
    this.#lifted = { ...this.#lifted, [runId]: undefined };
    if (this.#left?.runId === runId) this.#notes.write(LEFT, []);
    if (this.#last === runId) this.#note(null);
  }

  #putAway(runId: string): void {
    if (!this.#isOwn) return;
    this.#lifted = { ...this.#lifted, [runId]: this.#writing.lift() };
    const page = this.#unsavedSince === null ? null : this.#pageOf(runId);
    this.#rest();
    if (page !== null) void this.#store(page);
  }

  async #read(runId: string): Promise<LiftedPage | null> {
    // Where it cannot be read, the storage itself tells.
    const page = await this.#keeping.page(runId).catch(() => null);
    return page === null ? null : liftedFrom(page);
  }

  async #save(): Promise<void> {
    const page = this.#unsaved;
    this.#rest();
    if (page !== null) await this.#store(page);
  }

  async #store(page: KeptPage): Promise<void> {
    try {
      await this.#keeping.keepPage(page);
      this.#note(page.runId);
      const left = this.#left;
      if (left !== null && left.runId === page.runId && left.savedAt <= page.savedAt) this.#notes.write(LEFT, []);
    } catch {
      // The storage itself tells; the page stays in memory.
    }
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#unsavedSince = null;
  }

  #note(runId: string | null): void {
    if (this.#last === runId) return;
    this.#last = runId;
    this.#notes.write(LAST, runId === null ? [] : [runId]);
  }

  get #unsaved(): KeptPage | null {
    return this.#unsavedSince === null || this.#runId === null || this.#isTurning ? null : this.#pageOf(this.#runId);
  }

  /** Null where it is longer than any that is kept. */
  #pageOf(runId: string): KeptPage | null {
    const lifted = this.#writing.lift();
    return lifted.sheet.text.length > LONGEST_PAGE ? null : keptFrom(runId, lifted, Date.now());
  }

  get #left(): KeptPage | null {
    const entry = this.#notes.read(LEFT).at(0);
    if (entry === undefined) return null;
    try {
      const page = JSON.parse(entry) as Partial<KeptPage> | null;
      const isWhole = typeof page?.runId === 'string' && typeof page.text === 'string' && Array.isArray(page.hands);
      return isWhole ? (page as KeptPage) : null;
    } catch {
      return null;
    }
  }
}
