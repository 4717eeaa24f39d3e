/** Writing with a trained run: what is asked, and the page that a person and the network fill. */
import { copyText } from '../client/device.ts';
import { download } from '../client/files.ts';
import { messageOf } from '../shared/errors.ts';
import { safeFileName } from '../shared/file-name.ts';
import { promptProblem, WRITING, WRITING_KEYS, writingProblem, type WritingKey } from '../shared/writing-settings.ts';
import {
  leadInOf,
  type LeadIn,
  type OpenWriter,
  type WritingChunk,
  type WritingResult,
  type WritingSettings,
} from '../shared/writing-worker.ts';
import { Manuscript } from './manuscript.svelte.ts';
import { typed, written } from './marks.ts';
import { Pen, type WritingThread } from './pen.ts';
import { SeedBag } from './seed-bag.ts';

export type WritingDraft = Readonly<Record<WritingKey, number | ''>>;

export type WritingPhase = 'resting' | 'opening' | 'writing' | 'stopping';

/** Chunks are gathered for this long before the page is touched, in milliseconds. */
const GATHER_MS = 40;

export class Writing {
  readonly page: Manuscript;
  readonly pen: Pen;
  readonly #seeds = new SeedBag();
  #runId = $state<string | null>(null);
  #step = $state<number | null>(null);
  #writer = $state.raw<OpenWriter | null>(null);
  #draft = $state.raw<WritingDraft>(defaults());
  #caret = $state<number | null>(null);
  #selectionEnd = 0;
  #leadIn: LeadIn | null = null;
  #phase = $state<WritingPhase>('resting');
  #result = $state.raw<WritingResult | null>(null);
  #problem = $state<string | null>(null);
  #gathered: WritingChunk[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #onRest: () => void = () => {};

  readonly #problems = $derived.by(() => writingProblems(this.#draft, this.page.text));

  /** `modelOf` gives the network, exported, where the writing thread would not find its state stored; else null. */
  constructor(thread: WritingThread, modelOf: (runId: string, step: number | null) => Promise<Blob | null>) {
    this.pen = new Pen(thread, modelOf);
    this.page = new Manuscript();
  }

  /** Told whenever the network has done writing, however that ended. */
  set onRest(listener: () => void) {
    this.#onRest = listener;
  }

  get runId(): string | null {
    return this.#runId;
  }

  /** The step of the checkpoint that was chosen to write with, or null for the best. */
  get step(): number | null {
    return this.#step;
  }

  /** What the text was last written with. */
  get writer(): OpenWriter | null {
    return this.#writer;
  }

  get draft(): WritingDraft {
    return this.#draft;
  }

  get phase(): WritingPhase {
    return this.#phase;
  }

  get isResting(): boolean {
    return this.#phase === 'resting';
  }

  get result(): WritingResult | null {
    return this.#result;
  }

  get problem(): string | null {
    return this.#problem;
  }

  get problems(): Readonly<Partial<Record<WritingKey | 'prompt', string>>> {
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
  }

  chooseRun(runId: string | null, step: number | null = null): void {
    if (runId !== this.#runId || step !== this.#step) this.pen.take(runId === null ? null : { runId, step });
    this.#runId = runId;
    this.#step = step;
    this.#problem = null;
  }

  set(key: WritingKey, value: number | ''): void {
    this.#draft = { ...this.#draft, [key]: value };
    if (key === 'seed') this.#seeds.choose();
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
  async write(place: number = this.place): Promise<void> {
    if (!this.canWrite) return;
    const settings = this.request(place);
    this.#phase = 'opening';
    this.#problem = null;
    this.#result = null;
    try {
      const writer = await this.pen.open();
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
    this.#onRest();
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

  /** Puts the whole text on the clipboard. Throws when the browser refuses. */
  copy(): Promise<void> {
    return copyText(this.page.text);
  }

  /** Downloads the whole text as a .txt file called `name`. */
  save(name: string): void {
    download(new Blob([this.page.text], { type: 'text/plain;charset=utf-8' }), safeFileName(name, 'txt'));
  }

  #moved(at: number | null): number | null {
    if (at !== null) this.putCaret(at);
    return at;
  }

  #begin(writer: OpenWriter, { prompt, leadIn }: WritingSettings, read: WritingChunk): void {
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

function defaults(): WritingDraft {
  return Object.fromEntries(WRITING_KEYS.map((key) => [key, WRITING[key].default])) as WritingDraft;
}

/** A sentence for each field that cannot be used. */
export function writingProblems(
  draft: WritingDraft,
  text: string,
): Readonly<Partial<Record<WritingKey | 'prompt', string>>> {
  const problems: Partial<Record<WritingKey | 'prompt', string>> = {};
  for (const key of WRITING_KEYS) {
    const problem = writingProblem(key, draft[key]);
    if (problem !== null) problems[key] = problem;
  }
  const problem = promptProblem(text);
  if (problem !== null) problems.prompt = problem;
  return problems;
}
