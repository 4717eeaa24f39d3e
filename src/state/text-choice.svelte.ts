/** The text a new run will learn from. A text that cannot be used never takes the place of one that can. */
import type { TrainingWorker } from '../shared/training-worker.ts';
import { messageOf } from '../shared/errors.ts';
import { labelled } from '../messages/labelled.ts';
import { isLabelledSample, LABELLED_SAMPLES } from '../shared/labelled.ts';
import type { Task } from '../shared/network.ts';
import { SAMPLES, type AnySampleId, type TextInput, type TextSummary } from '../shared/text.ts';

export interface Reading {
  readonly name: string;
  /** Share done, 0 to 1. */
  readonly share: number;
}

/** What is learned from where nothing was chosen. */
export function firstSample(task: Task['kind']): AnySampleId {
  return task === 'classify' ? LABELLED_SAMPLES[0] : SAMPLES[0].id;
}

/** How something bundled is called. */
export function sampleName(id: AnySampleId): string {
  if (isLabelledSample(id)) return labelled.samples[id];
  return SAMPLES.find((sample) => sample.id === id)?.name ?? id;
}

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
    if (this.#asked === 0) this.#chosen = this.#known.at(0) ?? null;
  }

  /** @param areClasses is each of several files a class, whose lines are to be classified? */
  readFiles(files: readonly File[], areClasses = false): Promise<TextSummary | null> {
    const name = files.length === 1 ? files[0].name : `${files.length} files`;
    return this.#read({ kind: 'files', files, areClasses }, name);
  }

  paste(text: string): Promise<TextSummary | null> {
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
    return this.#chosen ?? (await this.useSample(firstSample(task)));
  }

  dismissProblem(): void {
    this.#problem = null;
  }

  async #read(input: TextInput, name: string): Promise<TextSummary | null> {
    const asked = ++this.#asked;
    const isNewest = (): boolean => asked === this.#asked;
    this.#problem = null;
    this.#reading = { name, share: 0 };
    try {
      const summary = await this.#client.readText(input, (share) => {
        if (isNewest() && this.#reading) this.#reading = { name, share };
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
