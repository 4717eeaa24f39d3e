/** Writes text with an exported network, symbol by symbol, and tells what it holds of a text. */
import { writing } from '../messages/writing.ts';
import { PURPOSE, RandomStream } from '../engine/rng.ts';
import type { StepMetadata } from '../formats/onnx/metadata.ts';
import { StateError } from '../shared/errors.ts';
import { checkWriting } from '../shared/writing-settings.ts';
import {
  leadInOf,
  type Alternative,
  type LeadIn,
  type PageText,
  type Passage,
  type WritingResult,
  type WritingSettings,
} from '../shared/writing-worker.ts';
import { writeCandidates } from './candidates.ts';
import { Pace } from './pace.ts';
import { readPrompt, type ReadPrompt } from './prompt.ts';
import { Reader } from './reader.ts';
import { Sampler } from './sampling.ts';
import { likeliest } from './softmax.ts';
import { StepRuntime } from './step-runtime.ts';

/** Which sequence of the seed chooses the symbols of a page; the first belongs to the lead-in. */
const PAGE_PART = 1;

export class WritingSession {
  readonly #runtime: StepRuntime;
  readonly #reader: Reader;
  #busy = false;

  private constructor(runtime: StepRuntime) {
    this.#runtime = runtime;
    this.#reader = new Reader(runtime);
  }

  /**
   * @param model an ONNX file of a `stepGraph`; its vocabulary and configuration are read from itself.
   * @throws FormatError when it is not one, DeviceError when the runtime cannot run here.
   */
  static async create(model: Uint8Array): Promise<WritingSession> {
    return new WritingSession(await StepRuntime.create(model));
  }

  get metadata(): StepMetadata {
    return this.#runtime.metadata;
  }

  /**
   * Writes `settings.length` symbols after the prompt. The same settings write the same text, and a text that was stopped is
   * gone on with by the same seed as if it had not been. An empty prompt begins where a paragraph begins, or a line where
   * the network writes no paragraphs.
   * @param onChunk hears the text in order, in pieces, at most about thirty a second.
   * @param shouldStop is asked about every 16 ms; what was written until then stays.
   * @param onRead hears the prompt once it is read, folded as it was fed.
   * @throws InputError for settings out of range or a prompt of only unseen characters; StateError while another text is
   * being written, or when the network computes something that is not a number.
   */
  async write(
    settings: WritingSettings,
    onChunk: (text: string, probabilities: Float32Array) => void,
    shouldStop: () => boolean,
    onRead: (prompt: Passage) => void = () => undefined,
  ): Promise<WritingResult> {
    checkWriting(settings);
    const prompt = this.#prompt(settings.prompt);
    const pace = new Pace(({ text, probabilities }) => onChunk(text, probabilities), shouldStop);
    return this.#alone(async () => {
      try {
        const read = await this.#read(prompt, openingOf(settings), () => pace.stops());
        if (read !== null) onRead(read);
        const written = read === null ? NOTHING : await this.#continue(prompt, settings, pace);
        return { ...written, unseen: prompt.unseen };
      } finally {
        pace.close();
      }
    });
  }

  /** How likely each character of a page is, given those before it. Null when it was stopped. */
  async read(page: PageText, shouldStop: () => boolean): Promise<Passage | null> {
    const prompt = this.#prompt(page.text);
    const pace = new Pace(() => undefined, shouldStop);
    try {
      return await this.#alone(() => this.#read(prompt, page.leadIn, () => pace.stops()));
    } finally {
      pace.close();
    }
  }

  /** The likeliest symbols that may follow a text, in falling order. What was read beyond it is not forgotten. */
  async alternatives({ text, leadIn }: PageText, count: number): Promise<readonly Alternative[]> {
    const { ids } = this.#prompt(text);
    return this.#alone(async () => {
      let result = await this.#reader.peek(ids, leadIn);
      if (result === null) {
        await this.#reader.read(ids, leadIn, never);
        result = this.#reader.tip;
      }
      return likeliest(result.logits, this.metadata.vocabulary, count);
    });
  }

  /** `count` ways to go on, all of them written at once. */
  async candidates(settings: WritingSettings, count: number): Promise<readonly Passage[]> {
    checkWriting(settings);
    const prompt = this.#prompt(settings.prompt);
    return this.#alone(async () => {
      await this.#read(prompt, openingOf(settings), never);
      return writeCandidates(this.#runtime, this.#reader.tip, settings, prompt.isFed.length, count);
    });
  }

  /** Frees the runtime's memory; the session cannot be used again. */
  release(): Promise<void> {
    return this.#runtime.release();
  }

  #prompt(text: string): ReadPrompt {
    return readPrompt(text, this.metadata.vocabulary);
  }

  async #alone<Result>(act: () => Promise<Result>): Promise<Result> {
    if (this.#busy) throw new StateError(writing.busy);
    this.#busy = true;
    try {
      return await act();
    } finally {
      this.#busy = false;
    }
  }

  async #read(
    { text, ids, isFed }: ReadPrompt,
    opening: LeadIn,
    stops: () => Promise<boolean>,
  ): Promise<Passage | null> {
    const read = await this.#reader.read(ids, opening, stops);
    if (read === null) return null;
    let fed = 0;
    return { text, probabilities: Float32Array.from(isFed, (is) => (is ? read[fed++] : NaN)) };
  }

  async #continue(
    { isFed }: ReadPrompt,
    settings: WritingSettings,
    pace: Pace,
  ): Promise<Omit<WritingResult, 'unseen'>> {
    const { symbols, rare } = this.metadata.vocabulary;
    const sampler = new Sampler(symbols.length, rare, settings);
    const random = new RandomStream(settings.seed, PURPOSE.writing, isFed.length, PAGE_PART);
    const { length } = settings;
    const began = performance.now();
    let written = 0;
    while (written < length && !(await pace.stops())) {
      const id = sampler.sample(this.#reader.tip.logits, random.uniform());
      pace.say(symbols[id], await this.#reader.push(id));
      written++;
    }
    const seconds = (performance.now() - began) / 1000;
    return {
      written,
      stopped: written < length,
      charactersPerSecond: seconds > 0 ? written / seconds : 0,
    };
  }
}

/** Stopped before it wrote. */
const NOTHING = { written: 0, stopped: true, charactersPerSecond: 0 };

function openingOf({ leadIn, prompt, seed }: WritingSettings): LeadIn {
  return leadIn ?? leadInOf(prompt, seed);
}

function never(): Promise<boolean> {
  return Promise.resolve(false);
}
