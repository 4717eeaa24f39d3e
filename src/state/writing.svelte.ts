/** Writing with a trained run: what is asked, and the page that a person and the network fill. */
import { messageOf } from '../shared/errors.ts';
import type { WritingKey } from '../shared/writing-settings.ts';
import {
  leadInOf,
  type LeadIn,
  type WritingChunk,
  type WritingResult,
  type WritingSettings,
} from '../shared/writing-worker.ts';
import { BLANK, type LiftedPage } from './lifted-page.ts';
import { Manuscript } from './manuscript.svelte.ts';
import { typed, written } from './marks.ts';
import { Pen, type WritingThread } from './pen.ts';
import { SeedBag } from './seed-bag.ts';
import { writingProblems, type WritingDraft, type WritingProblems } from './writing-draft.ts';

export type WritingPhase = 'resting' | 'opening' | 'writing' | 'stopping';

/** Chunks are gathered for this long before the page is touched, in milliseconds. */
const GATHER_MS = 40;

/** Who must know what becomes of the page. */
interface Listeners {
  /** The network has done writing, however that ended. */
  readonly onRest: () => void;
  /** Another run is chosen: lays out its page, until when nothing can be done to what lies there. */
  readonly onTurn: (runId: string | null) => Promise<void>;
  /** A setting is another. */
  readonly onDraft: () => void;
  /** The place is another. */
  readonly onMove: () => void;
}

export class Writing {
  readonly page: Manuscript;
  readonly pen: Pen;
  readonly #seeds = new SeedBag();
  #runId = $state<string | null>(null);
  #step = $state<number | null>(null);
  #writer = $state.raw<LiftedPage['writer']>(null);
  #draft = $state.raw<WritingDraft>(BLANK.draft);
  #caret = $state<number | null>(null);
  #selectionEnd = 0;
  #leadIn: LeadIn | null = null;
  #phase = $state<WritingPhase>('resting');
  #isTurning = $state(false);
  #going: Promise<void> = Promise.resolve();
  #result = $state.raw<WritingResult | null>(null);
  #problem = $state<string | null>(null);
  #gathered: WritingChunk[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listeners: Listeners | null = null;

  readonly #problems = $derived.by(() => writingProblems(this.#draft, this.page.text));

  /** `modelOf` gives the network, exported, where the writing thread would not find its state stored; else null. */
  constructor(thread: WritingThread, modelOf: (runId: string, step: number | null) => Promise<Blob | null>) {
    this.pen = new Pen(thread, modelOf);
    this.page = new Manuscript();
  }

  listen(listeners: Listeners): void {
    this.#listeners = listeners;
  }

  get runId(): string | null {
    return this.#runId;
  }

  /** The step of the checkpoint that was chosen to write with, or null for the best. */
  get step(): number | null {
    return this.#step;
  }

  /** What the text was last written with. */
  get writer(): LiftedPage['writer'] {
    return this.#writer;
  }

  get draft(): WritingDraft {
    return this.#draft;
  }

  get phase(): WritingPhase {
    return this.#phase;
  }

  /** May the page be changed? */
  get isResting(): boolean {
    return this.#phase === 'resting' && !this.#isTurning;
  }

  get result(): WritingResult | null {
    return this.#result;
  }

  get problem(): string | null {
    return this.#problem;
  }

  get problems(): WritingProblems {
    return this.#problems;
  }

  get canWrite(): boolean {
    return this.isResting && this.#runId !== null && Object.keys(this.#problems).length === 0;
  }

  /** Where the network goes on, in code units of the page. */
  get place(): number {
    return Math.min(this.#caret ?? Infinity, this.page.text.length);
  }

  /** Is there text behind the place? It goes when the network writes. */
  get isWithin(): boolean {
    return this.place < this.page.text.length;
  }

  /** What is selected from the place on; '' where nothing is. */
  get selected(): string {
    return this.page.text.slice(this.place, Math.max(this.place, this.#selectionEnd));
  }

  /**
   * Puts the place where the network goes on; null is the end, wherever that comes to be.
   * @param end of what is selected from there on.
   */
  putCaret(at: number | null, end: number = at ?? 0): void {
    this.#caret = at !== null && at >= this.page.text.length ? null : at;
    this.#selectionEnd = end;
    this.#listeners?.onMove();
  }

  chooseRun(runId: string | null, step: number | null = null): void {
    const isOther = runId !== this.#runId;
    if (isOther || step !== this.#step) this.pen.take(runId === null ? null : { runId, step });
    this.#runId = runId;
    this.#step = step;
    this.#problem = null;
    if (!isOther || this.#listeners === null) return;
    this.#isTurning = true;
    void this.#listeners.onTurn(runId).finally(() => (this.#isTurning &&= this.#runId !== runId));
  }

  /** Ends what is being written, and waits for its end. */
  async settle(): Promise<void> {
    await this.pause();
    await this.#going;
  }

  /** @param end the text at which the network has stopped. */
  takeSettings(draft: WritingDraft, end: string = this.page.text): void {
    this.#draft = draft;
    this.#seeds.resume(end);
  }

  /** The page as it lies there. */
  lift(): LiftedPage {
    return {
      sheet: this.page.lift(),
      draft: this.#draft,
      caret: this.#caret,
      leadIn: this.#leadIn,
      writer: this.#writer,
    };
  }

  /** Puts another page in the place of the one that lies there. */
  layOut({ sheet, draft, caret, leadIn, writer }: LiftedPage): void {
    this.takeSettings(draft, sheet.text);
    this.page.lay(sheet);
    this.putCaret(caret);
    this.#leadIn = leadIn;
    this.#writer = writer;
    this.#result = null;
  }

  set(key: WritingKey, value: number | ''): void {
    this.#draft = { ...this.#draft, [key]: value };
    if (key === 'seed') this.#seeds.choose();
    this.#listeners?.onDraft();
  }

  /** What the network is asked for when it is to go on from a place, with a seed that has not been there. */
  request(place: number, length: number | null = null): WritingSettings {
    const prompt = this.page.text.slice(0, place);
    const seed = this.#seeds.next(Number(this.#draft.seed), prompt, length === null);
    if (seed !== this.#draft.seed) this.#draft = { ...this.#draft, seed };
    const draft = this.#draft as Record<WritingKey, number>;
    return { ...draft, ...(length !== null && { length }), prompt, leadIn: this.leadInFor(place) };
  }

  /** How the page began, for what stands before a place. */
  leadInFor(place: number): LeadIn {
    const isBegun = this.#leadIn !== null && this.page.hasWritten(place);
    return isBegun && this.#leadIn !== null
      ? this.#leadIn
      : leadInOf(this.page.text.slice(0, place), Number(this.#draft.seed));
  }

  /** What is taken of the network keeps to the beginning with which it was asked. */
  beginWith(leadIn: LeadIn): void {
    this.#leadIn = leadIn;
    this.#writer = this.pen.run ?? this.#writer;
  }

  /** Lets the network go on from a place; what stands behind it goes, once there is something in its place. */
  write(place: number = this.place): Promise<void> {
    if (this.canWrite) this.#going = this.#write(place);
    return this.#going;
  }

  async #write(place: number): Promise<void> {
    const runId = this.#runId;
    const settings = this.request(place);
    this.#phase = 'opening';
    this.#problem = null;
    this.#result = null;
    try {
      const writer = await this.pen.open();
      // Another run was turned to meanwhile.
      if (runId !== this.#runId) return;
      this.#phase = 'writing';
      this.#result = await this.pen.write(settings, (chunk) => {
        if (chunk.kind === 'read') this.#begin(writer, settings, chunk);
        else this.#gather(chunk);
      });
    } catch (error) {
      this.#problem = messageOf(error);
    } finally {
      this.#flush();
      this.#phase = 'resting';
      this.#seeds.rest(this.page.text);
    }
    this.#listeners?.onRest();
  }

  /** Ends the writing; what was written stays, and is gone on with by the next `write` as if it had not been paused. */
  async pause(): Promise<void> {
    if (this.#phase !== 'writing') return;
    this.#phase = 'stopping';
    try {
      await this.pen.stop();
    } catch (error) {
      this.#problem = messageOf(error);
    }
  }

  /** Puts another text in the place of all that is there, as if the network had written it; this can be undone. */
  lay(text: string): void {
    const length = [...text].length;
    this.page.replace(0, this.page.text.length, written(text, new Float32Array(length).fill(NaN)));
    this.#result = null;
    this.#problem = null;
    this.#caret = null;
  }

  /** Takes all of the text away, which can be undone. */
  clear(): void {
    this.lay('');
  }

  undo(): number | null {
    return this.#moved(this.page.undo());
  }

  redo(): number | null {
    return this.#moved(this.page.redo());
  }

  #moved(at: number | null): number | null {
    if (at !== null) this.putCaret(at);
    return at;
  }

  #begin(writer: LiftedPage['writer'], { prompt, leadIn }: WritingSettings, read: WritingChunk): void {
    this.#writer = writer;
    this.#leadIn = leadIn ?? null;
    const { page } = this;
    // What the network was fed is what stands there: line ends and accents as in its own text.
    if (read.text !== prompt) page.replace(0, prompt.length, typed(read.text));
    page.replace(read.text.length, page.text.length, typed(''));
    page.learn(read.text, read.probabilities);
    this.#caret = null;
  }

  #gather(chunk: WritingChunk): void {
    this.#gathered.push(chunk);
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const { text, probabilities } of this.#gathered) this.page.append(written(text, probabilities));
    this.#gathered = [];
  }
}
