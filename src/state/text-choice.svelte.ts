/** The text a new run will learn from. A text that cannot be used never takes the place of one that can. */
import type { OpenFolder } from '../client/folders.ts';
import { ways } from '../messages/ways.ts';
import type { TrainingWorker } from '../shared/training-worker.ts';
import { messageOf } from '../shared/errors.ts';
import { labelled } from '../messages/labelled.ts';
import { firstSample } from '../shared/first-sample.ts';
import { isLabelledSample } from '../shared/labelled.ts';
import type { Task } from '../shared/network.ts';
import { MAXIMUM_TEXT_BYTES, SAMPLES, type AnySampleId, type TextInput, type TextSummary } from '../shared/text.ts';
import { TimeLeft } from './time-left.ts';

export interface Reading {
  readonly name: string;
  /** Share done, 0 to 1. */
  readonly share: number;
  /** Null as long as nobody can know. */
  readonly secondsLeft: number | null;
}

/** How something bundled is called. */
export function sampleName(id: AnySampleId): string {
  if (isLabelledSample(id)) return labelled.samples[id];
  return SAMPLES.find((sample) => sample.id === id)?.name ?? id;
}
const MIB = 1024 * 1024;

export const PASTED_NAME = 'Pasted text';

export class TextChoice {
  readonly #client: TrainingWorker;
  #chosen = $state.raw<TextSummary | null>(null);
  #known = $state.raw<readonly TextSummary[]>([]);
  #reading = $state.raw<Reading | null>(null);
  #problem = $state<string | null>(null);
  #picks = $state(0);
  /** Counts readings, so that the last one asked for wins. */
  #asked = 0;

  constructor(client: TrainingWorker) {
    this.#client = client;
  }

  get chosen(): TextSummary | null {
    return this.#chosen;
  }

  /** Texts read before, newest first. */
  get known(): readonly TextSummary[] {
    return this.#known;
  }

  get reading(): Reading | null {
    return this.#reading;
  }

  /** How many texts were chosen on this visit, so that a new choice can be shown as one. */
  get picks(): number {
    return this.#picks;
  }

  get problem(): string | null {
    return this.#problem;
  }

  /** Brings back the text used last. */
  async restore(): Promise<void> {
    const texts = await this.#client.texts();
    this.#known = texts.toSorted((a, b) => b.createdAt - a.createdAt);
    if (this.#picks === 0) this.#chosen = this.#known.at(0) ?? null;
  }

  /** @param areClasses is each of several files a class, whose lines are to be classified? */
  readFiles(files: readonly File[], areClasses = false): Promise<TextSummary | null> {
    const name = files.length === 1 ? files[0].name : `${files.length} files`;
    return this.#read({ kind: 'files', files, areClasses }, name);
  }

  /** Looks through a folder, and reads the texts in it. */
  readFolder({ name, files }: OpenFolder): Promise<TextSummary | null> {
    const input = files().then((found): TextInput => ({ kind: 'folder', folder: { name, files: found } }));
    return this.#read(input, name);
  }

  async paste(text: string): Promise<TextSummary | null> {
    // Too large already in UTF-16: it need not be copied to another thread to be refused there.
    if (text.length > MAXIMUM_TEXT_BYTES) {
      this.refuse(ways.pasteTooLarge(Math.ceil(text.length / MIB), MAXIMUM_TEXT_BYTES / MIB));
      return null;
    }
    return this.#read({ kind: 'paste', text }, PASTED_NAME);
  }

  useSample(id: AnySampleId): Promise<TextSummary | null> {
    return this.#read({ kind: 'sample', id }, sampleName(id));
  }

  /** Takes a text read before. */
  choose(text: TextSummary): void {
    this.#asked++;
    this.#reading = null;
    this.#problem = null;
    this.#chosen = text;
    this.#picks++;
  }

  /** The chosen text, or the first sample for a task when nothing was chosen. Null when it could not be read. */
  async ensure(task: Task['kind']): Promise<TextSummary | null> {
    return this.#chosen ?? (await this.useSample(firstSample(task).id));
  }

  /** Ends the reading that is under way; what was chosen before stays chosen. */
  stop(): void {
    this.#asked++;
    this.#reading = null;
    // If the thread is gone, there is nothing to stop.
    this.#client.stopReading().catch(() => undefined);
  }

  /** Says why what was brought cannot be used. */
  refuse(problem: string): void {
    this.#asked++;
    this.#reading = null;
    this.#problem = problem;
  }

  dismissProblem(): void {
    this.#problem = null;
  }

  async #read(input: TextInput | Promise<TextInput>, name: string): Promise<TextSummary | null> {
    const asked = ++this.#asked;
    const isNewest = (): boolean => asked === this.#asked;
    this.#problem = null;
    this.#reading = { name, share: 0, secondsLeft: null };
    const time = new TimeLeft();
    try {
      const found = input instanceof Promise ? await input : input;
      // Stopped, or passed over, while the folder was looked through.
      if (!isNewest()) return null;
      const summary = await this.#client.readText(found, (share) => {
        if (isNewest() && this.#reading) this.#reading = { name, share, secondsLeft: time.at(share) };
      });
      this.#known = [summary, ...this.#known.filter((text) => text.id !== summary.id)];
      if (isNewest()) {
        this.#chosen = summary;
        this.#picks++;
      }
      return summary;
    } catch (error) {
      if (isNewest()) this.#problem = messageOf(error);
      return null;
    } finally {
      if (isNewest()) this.#reading = null;
    }
  }
}
