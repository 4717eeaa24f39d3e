/** Writes text with an exported network, symbol by symbol. */
import { writing } from '../messages/writing.ts';
import { PURPOSE, RandomStream } from '../engine/rng.ts';
import type { StepMetadata } from '../formats/onnx/metadata.ts';
import { StateError } from '../shared/errors.ts';
import { checkWriting } from '../shared/writing-settings.ts';
import type { WritingResult, WritingSettings } from '../shared/writing-worker.ts';
import { Macrotasks } from '../shared/macrotasks.ts';
import { leadIn, type Choose } from './lead-in.ts';
import { readPrompt } from './prompt.ts';
import { Sampler } from './sampling.ts';
import { StepRuntime, type StepResult } from './step-runtime.ts';

/** How long it works before it lets a message such as stop arrive, in milliseconds. */
const SLICE_MS = 16;
/** The least time between two pieces of text, in milliseconds: about thirty a second. */
const CHUNK_MS = 33;

export class WritingSession {
  readonly #runtime: StepRuntime;
  #busy = false;

  private constructor(runtime: StepRuntime) {
    this.#runtime = runtime;
  }

  /**
   * @param model an ONNX file written by `stepGraph`; its vocabulary and configuration are read from itself.
   * @throws FormatError when it is not one, DeviceError when the runtime cannot run here.
   */
  static async create(model: Uint8Array): Promise<WritingSession> {
    return new WritingSession(await StepRuntime.create(model));
  }

  get metadata(): StepMetadata {
    return this.#runtime.metadata;
  }

  /**
   * Writes `settings.length` symbols after the prompt. The same settings write the same text. An empty prompt begins where a
   * paragraph begins, or a line where the network writes no paragraphs.
   * @param onChunk hears the text in order, in pieces, at most about thirty a second.
   * @param shouldStop is asked about every 16 ms; what was written until then stays.
   * @throws InputError for settings out of range or a prompt of only unseen characters; StateError while another text is
   * being written, or when the network computes something that is not a number.
   */
  async write(
    settings: WritingSettings,
    onChunk: (text: string) => void,
    shouldStop: () => boolean,
  ): Promise<WritingResult> {
    checkWriting(settings);
    const { vocabulary } = this.metadata;
    const { ids, unseen } = readPrompt(settings.prompt, vocabulary);
    const sampler = new Sampler(vocabulary.symbols.length, vocabulary.rare, settings);
    const random = new RandomStream(settings.seed, PURPOSE.writing);
    const choose: Choose = ({ logits }) => sampler.sample(logits, random.uniform());
    // Sharpened, a network that has hardly learned falls into repeating its commonest symbols before it is heard.
    const faithful = new Sampler(vocabulary.symbols.length, vocabulary.rare, { temperature: 1, topK: 0, topP: 1 });
    const chooseFaithfully: Choose = ({ logits }) => faithful.sample(logits, random.uniform());
    if (this.#busy) throw new StateError(writing.busy);
    this.#busy = true;
    const pace = new Pace(onChunk, shouldStop);
    try {
      const current = await this.#read(ids, chooseFaithfully, pace);
      return { ...(await this.#continue(current, settings.length, choose, pace)), unseen };
    } finally {
      this.#busy = false;
      pace.close();
    }
  }

  /** Frees the runtime's memory; the session cannot be used again. */
  release(): Promise<void> {
    return this.#runtime.release();
  }

  /** Leads in, then feeds the prompt. Null when it was stopped before its end. */
  async #read(ids: readonly number[], choose: Choose, pace: Pace): Promise<StepResult | null> {
    const place = await leadIn(this.#runtime, choose, () => pace.stops());
    if (place === null) return null;
    const { symbols } = this.metadata.vocabulary;
    const bringsItsOwn = ids.length > 0 && symbols[ids[0]] === '\n';
    let current = place.at;
    for (const id of bringsItsOwn ? ids : [...place.ending, ...ids]) {
      if (await pace.stops()) return null;
      current = await this.#runtime.step(id, current.state);
    }
    return current;
  }

  async #continue(
    start: StepResult | null,
    length: number,
    choose: Choose,
    pace: Pace,
  ): Promise<Omit<WritingResult, 'unseen'>> {
    const { symbols } = this.metadata.vocabulary;
    const began = performance.now();
    let current = start;
    let written = 0;
    while (current !== null && written < length && !(await pace.stops())) {
      const id = choose(current);
      pace.say(symbols[id]);
      written++;
      if (written < length) current = await this.#runtime.step(id, current.state);
    }
    const seconds = (performance.now() - began) / 1000;
    return {
      written,
      stopped: written < length,
      charactersPerSecond: seconds > 0 ? written / seconds : 0,
    };
  }
}

/** When to let messages arrive, and when to hand text on. */
class Pace {
  readonly #onChunk: (text: string) => void;
  readonly #shouldStop: () => boolean;
  readonly #macrotasks = new Macrotasks();
  #sliceBegan = performance.now();
  #lastChunk = -Infinity;
  #pending = '';

  constructor(onChunk: (text: string) => void, shouldStop: () => boolean) {
    this.#onChunk = onChunk;
    this.#shouldStop = shouldStop;
  }

  /** At the end of a slice: lets waiting messages arrive, and asks whether to stop. */
  async stops(): Promise<boolean> {
    if (performance.now() - this.#sliceBegan < SLICE_MS) return false;
    await this.#macrotasks.next();
    this.#sliceBegan = performance.now();
    return this.#shouldStop();
  }

  say(text: string): void {
    this.#pending += text;
    const now = performance.now();
    if (now - this.#lastChunk < CHUNK_MS) return;
    this.#lastChunk = now;
    this.#flush();
  }

  /** Hands on what is left, also after a failure: what was written stays. */
  close(): void {
    this.#flush();
    this.#macrotasks.close();
  }

  #flush(): void {
    if (this.#pending !== '') this.#onChunk(this.#pending);
    this.#pending = '';
  }
}
