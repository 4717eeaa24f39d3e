/** Writes text with an exported network, symbol by symbol. */
import { PURPOSE, RandomStream } from '../engine/rng.ts';
import type { StepMetadata } from '../formats/onnx/metadata.ts';
import { StateError } from '../shared/errors.ts';
import { checkWriting } from '../shared/writing-settings.ts';
import type { WritingResult, WritingSettings } from '../shared/writing-worker.ts';
import { Macrotasks } from '../shared/macrotasks.ts';
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
   * Writes `settings.length` symbols after the prompt. The same settings write the same text.
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
    if (this.#busy) throw new StateError('A text is being written. Stop it, or wait for its end, before the next.');
    this.#busy = true;
    const pace = new Pace(onChunk, shouldStop);
    try {
      const current = await this.#read(ids, pace);
      return { ...(await this.#continue(current, settings, pace)), unseen };
    } finally {
      this.#busy = false;
      pace.close();
    }
  }

  /** Frees the runtime's memory; the session cannot be used again. */
  release(): Promise<void> {
    return this.#runtime.release();
  }

  /** Feeds the prompt. Null when it was stopped before its end. */
  async #read(ids: readonly number[], pace: Pace): Promise<StepResult | null> {
    let current: StepResult | null = null;
    for (const id of ids) {
      if (await pace.stops()) return null;
      current = await this.#runtime.step(id, current?.state ?? this.#runtime.initialState());
    }
    return current;
  }

  async #continue(
    start: StepResult | null,
    settings: WritingSettings,
    pace: Pace,
  ): Promise<Omit<WritingResult, 'unseen'>> {
    const { symbols, rare } = this.metadata.vocabulary;
    const sampler = new Sampler(symbols.length, rare, settings);
    const random = new RandomStream(settings.seed, PURPOSE.writing);
    const began = performance.now();
    let current = start;
    let written = 0;
    while (current !== null && written < settings.length && !(await pace.stops())) {
      const id = sampler.sample(current.logits, random.uniform());
      pace.say(symbols[id]);
      written++;
      if (written < settings.length) current = await this.#runtime.step(id, current.state);
    }
    const seconds = (performance.now() - began) / 1000;
    return {
      written,
      stopped: written < settings.length,
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
