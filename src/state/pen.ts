/** A network in the hand: opened in the writing thread when it is first needed, and asked one thing after another. */
import type { Opening, WritingClient } from '../client/writing.ts';
import type {
  Alternative,
  OpenWriter,
  PageText,
  Passage,
  WritingChunk,
  WritingResult,
  WritingSettings,
} from '../shared/writing-worker.ts';

export type WritingThread = Opening<'continue'> &
  Pick<WritingClient, 'write' | 'read' | 'alternatives' | 'candidates' | 'stop'>;

/** A run, and the step of a checkpoint of it; null for the best. */
export interface Choice {
  readonly runId: string;
  readonly step: number | null;
}

export class Pen {
  readonly #thread: WritingThread;
  readonly #modelOf: (runId: string, step: number | null) => Promise<Blob | null>;
  #choice: Choice | null = null;
  /** What is open in the thread, as far as is known. */
  #opened: { readonly choice: Choice; readonly run: OpenWriter } | null = null;

  /** @param modelOf gives the network, exported, where the writing thread would not find its state stored; else null. */
  constructor(thread: WritingThread, modelOf: (runId: string, step: number | null) => Promise<Blob | null>) {
    this.#thread = thread;
    this.#modelOf = modelOf;
  }

  /** What is open, as far as is known. */
  get run(): OpenWriter | null {
    return this.#opened?.run ?? null;
  }

  take(choice: Choice | null): void {
    this.#choice = choice;
  }

  /** Opens what was chosen, as it is by now: a run that trains has a newer best. */
  async open(): Promise<OpenWriter> {
    const choice = this.#choice;
    if (choice === null) throw new RangeError('No run is chosen.');
    const { runId, step } = choice;
    this.#opened = null;
    const run = await this.#thread.open('continue', (await this.#modelOf(runId, step)) ?? runId, step);
    this.#opened = { choice, run };
    return run;
  }

  write(settings: WritingSettings, hear: (chunk: WritingChunk) => void): Promise<WritingResult> {
    return this.#ask((run) => this.#thread.write(run, settings, hear));
  }

  read(page: PageText): Promise<Passage | null> {
    return this.#ask((run) => this.#thread.read(run, page));
  }

  alternatives(page: PageText, count: number): Promise<readonly Alternative[]> {
    return this.#ask((run) => this.#thread.alternatives(run, page, count));
  }

  candidates(settings: WritingSettings, count: number): Promise<readonly Passage[]> {
    return this.#ask((run) => this.#thread.candidates(run, settings, count));
  }

  stop(): Promise<void> {
    return this.#thread.stop();
  }

  async #ask<Answer>(ask: (run: OpenWriter) => Promise<Answer>): Promise<Answer> {
    const isOpen = this.#opened !== null && this.#opened.choice === this.#choice;
    const run = isOpen && this.#opened !== null ? this.#opened.run : await this.open();
    try {
      return await ask(run);
    } catch (error) {
      // The thread may have ended, and a new one has nothing open.
      this.#opened = null;
      throw error;
    }
  }
}
