/** Names the classes of lines with an exported network. */
import type { ClassifyMetadata } from '../formats/onnx/metadata.ts';
import type { LineAnswer } from '../shared/classifying.ts';
import { MAXIMUM_LINE_SYMBOLS } from '../shared/labelled.ts';
import { Macrotasks } from '../shared/macrotasks.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import { distribution } from './distribution.ts';
import { folded } from './prompt.ts';
import { ClassifyRuntime } from './sequence-runtime.ts';

/** So many symbols, padding with them, are read at once: some tenths of a second. */
const BATCH_SYMBOLS = 4096;

/** A line as the network reads it. */
interface ReadLine {
  readonly ids: Uint16Array;
  readonly cut: boolean;
  readonly unseen: readonly string[];
}

export class ClassifyingSession {
  readonly #runtime: ClassifyRuntime;
  readonly #vocabulary: Vocabulary;

  private constructor(runtime: ClassifyRuntime) {
    this.#runtime = runtime;
    this.#vocabulary = Vocabulary.from(runtime.metadata.vocabulary);
  }

  /**
   * @param model an ONNX file of a `classifyGraph`.
   * @throws FormatError when it is not one, DeviceError when the runtime cannot run here.
   */
  static async create(model: Uint8Array): Promise<ClassifyingSession> {
    return new ClassifyingSession(await ClassifyRuntime.create(model));
  }

  get metadata(): ClassifyMetadata {
    return this.#runtime.metadata;
  }

  /**
   * Lines are read as they were in training: folded, without white space at their ends, cut where they are too long.
   * @param shouldStop is asked between batches.
   * @returns the answer to each line, in their order; null when it was stopped.
   * @throws StateError when the network computes something that is not a number.
   */
  async classify(lines: readonly string[], shouldStop: () => boolean): Promise<readonly LineAnswer[] | null> {
    const read = lines.map((line) => this.#read(line));
    const answers: LineAnswer[] = read.map(({ cut, unseen }) => ({ probabilities: null, cut, unseen }));
    const turns = new Macrotasks();
    try {
      for (const batch of batchesOf(read)) {
        await turns.next();
        if (shouldStop()) return null;
        const logits = await this.#runtime.classify(batch.map((line) => read[line].ids));
        for (const [at, line] of batch.entries()) {
          answers[line] = { ...answers[line], probabilities: Float32Array.from(distribution(logits[at])) };
        }
      }
    } finally {
      turns.close();
    }
    return answers;
  }

  /** Frees the runtime's memory; the session cannot be used again. */
  release(): Promise<void> {
    return this.#runtime.release();
  }

  #read(line: string): ReadLine {
    // Folding never shortens a line by half: what is far behind the cut need not be read.
    const text = folded(line.slice(0, 8 * MAXIMUM_LINE_SYMBOLS))
      .replace(/\s*\n\s*/gu, ' ')
      .trim();
    const symbols = [...text];
    const cut = symbols.length > MAXIMUM_LINE_SYMBOLS || line.length > 8 * MAXIMUM_LINE_SYMBOLS;
    const kept = symbols.slice(0, MAXIMUM_LINE_SYMBOLS).join('').trimEnd();
    return { ids: this.#vocabulary.encodeKnown(kept), cut, unseen: this.#vocabulary.unseen(kept) };
  }
}

/** Lines of similar length together, those that have nothing to read in none. */
function batchesOf(lines: readonly ReadLine[]): readonly (readonly number[])[] {
  const order = [...lines.keys()].filter((line) => lines[line].ids.length > 0);
  order.sort((one, other) => lines[one].ids.length - lines[other].ids.length);
  const batches: number[][] = [];
  for (const line of order) {
    const last = batches.at(-1);
    if (last !== undefined && (last.length + 1) * lines[line].ids.length <= BATCH_SYMBOLS) last.push(line);
    else batches.push([line]);
  }
  return batches;
}
