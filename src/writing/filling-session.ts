/** Fills the blanks of a passage with an exported network. */
import type { FillMetadata } from '../formats/onnx/metadata.ts';
import { InputError } from '../shared/errors.ts';
import {
  passageProblem,
  type FilledPlace,
  type Filling,
  type FillingAnswer,
  type PassagePiece,
} from '../shared/filling.ts';
import { Macrotasks } from '../shared/macrotasks.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import { fillBlanks, seeTruth, type FilledBlanks, type FillingSettings, type Piece, type Predict } from './filling.ts';
import { folded } from './prompt.ts';
import { FillRuntime } from './sequence-runtime.ts';

/** How many fillings are told, and how many alternatives of each place. */
const BEAM = 6;
export const ALTERNATIVES = 8;

/** Somebody asked to stop. */
class Stopped extends Error {}

export class FillingSession {
  readonly #runtime: FillRuntime;
  readonly #vocabulary: Vocabulary;
  readonly #settings: FillingSettings;

  private constructor(runtime: FillRuntime) {
    const { network, vocabulary } = runtime.metadata;
    this.#runtime = runtime;
    this.#vocabulary = Vocabulary.from(vocabulary);
    this.#settings = {
      mask: network.vocabulary,
      never: new Set(vocabulary.rare === null ? [] : [vocabulary.rare]),
      beam: BEAM,
      alternatives: ALTERNATIVES,
    };
  }

  /**
   * @param model an ONNX file of a `fillGraph`.
   * @throws FormatError when it is not one, DeviceError when the runtime cannot run here.
   */
  static async create(model: Uint8Array): Promise<FillingSession> {
    return new FillingSession(await FillRuntime.create(model));
  }

  get metadata(): FillMetadata {
    return this.#runtime.metadata;
  }

  /**
   * @param shouldStop is asked before each place is filled.
   * @returns null when it was stopped.
   * @throws InputError when there is no blank, or the passage or a blank is too long; StateError when the network computes
   * something that is not a number.
   */
  async fill(passage: readonly PassagePiece[], shouldStop: () => boolean): Promise<FillingAnswer | null> {
    const problem = passageProblem(passage);
    if (problem !== null) throw new InputError(problem);
    const turns = new Macrotasks();
    const predict: Predict = async (passages) => {
      await turns.next();
      if (shouldStop()) throw new Stopped();
      return this.#runtime.predict(passages);
    };
    try {
      const pieces = passage.map((piece) => this.#encode(piece));
      const fillings = await fillBlanks(pieces, predict, this.#settings);
      const truths = this.#truthsOf(passage);
      const truth = truths === null ? null : await seeTruth(pieces, truths, predict, this.#settings);
      return {
        fillings: fillings.map((each) => this.#decode(each)),
        truth: truth === null ? null : this.#decode(truth),
        unseen: this.#vocabulary.unseen(
          passage.map((piece) => (piece.kind === 'text' ? folded(piece.text) : '')).join(''),
        ),
      };
    } catch (error) {
      if (error instanceof Stopped) return null;
      throw error;
    } finally {
      turns.close();
    }
  }

  /** Frees the runtime's memory; the session cannot be used again. */
  release(): Promise<void> {
    return this.#runtime.release();
  }

  #encode(piece: PassagePiece): Piece {
    if (piece.kind === 'blank') return piece;
    return { kind: 'known', ids: [...this.#vocabulary.encodeKnown(folded(piece.text))] };
  }

  /** What stood in the blanks; null unless that is known of all of them, and all of it to the network. */
  #truthsOf(passage: readonly PassagePiece[]): readonly (readonly number[])[] | null {
    const truths: number[][] = [];
    for (const piece of passage) {
      if (piece.kind === 'text') continue;
      const truth = folded(piece.truth ?? '');
      if (truth === '' || this.#vocabulary.unseen(truth).length > 0) return null;
      truths.push([...this.#vocabulary.encodeKnown(truth)]);
    }
    return truths;
  }

  #decode({ blanks, logProbability }: FilledBlanks): Filling {
    const { symbols } = this.#vocabulary.data;
    return {
      blanks: blanks.map((places) =>
        places.map(({ id, probability, alternatives }): FilledPlace => ({
          symbol: symbols[id],
          probability,
          alternatives: alternatives.map((other) => ({ symbol: symbols[other.id], probability: other.probability })),
        })),
      ),
      probability: Math.exp(logProbability),
    };
  }
}
