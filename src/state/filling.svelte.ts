/** Filling in: a passage with blanks, what the chosen network puts there, and what is guessed from the left alone. */
import type { Opening, WritingClient } from '../client/writing.ts';
import { answering } from '../messages/answering.ts';
import { messageOf } from '../shared/errors.ts';
import { blankProblem, passageProblem, type FillingAnswer, type PassagePiece } from '../shared/filling.ts';
import type { NetworkFor } from '../shared/network.ts';
import type { RunSummary } from '../shared/run.ts';
import type { OpenFiller } from '../shared/writing-worker.ts';
import { blanked, EMPTY, exampleFrom, piecesOf, typed, withLengths, type Passage } from './passage.ts';

export type FillingPhase = 'resting' | 'opening' | 'filling' | 'comparing' | 'stopping';

/** A run that fills in. */
export type FillingRun = RunSummary & { readonly network: NetworkFor<'fill'> };

/** What one of them made of a passage. */
export interface Guessed {
  /** The run that guessed, or null where it was counted. */
  readonly run: FillingRun | null;
  readonly answer: FillingAnswer;
}

/** All that is shown of a passage once it was filled in. */
export interface Filled {
  readonly passage: Passage;
  readonly step: number;
  readonly own: Guessed;
  /** What was guessed from the left; null as long as it is not known. */
  readonly left: Guessed | null;
}

type Client = Opening<'fill'> & Pick<WritingClient, 'fill' | 'count' | 'stop'>;

/** What filling in needs of the rest of the app. */
export interface FillingSources {
  /** The network, exported, where the writing thread would not find its state stored; else null. */
  readonly modelOf: (runId: string, step: number | null) => Promise<Blob | null>;
  /** A text by its hash; null when it is not kept here. */
  readonly textContent: (hash: string) => Promise<Blob | null>;
  /** Numbers in [0, 1). */
  readonly uniform: () => number;
}

export class Filling {
  readonly #client: Client;
  readonly #sources: FillingSources;
  #passage = $state.raw<Passage>(EMPTY);
  #rival = $state<string | null>(null);
  #phase = $state<FillingPhase>('resting');
  #filled = $state.raw<Filled | null>(null);
  #wasStopped = $state(false);
  #problem = $state<string | null>(null);
  /** Why nothing could be guessed from the left. */
  #leftProblem = $state<string | null>(null);

  constructor(client: Client, sources: FillingSources) {
    this.#client = client;
    this.#sources = sources;
  }

  get passage(): Passage {
    return this.#passage;
  }

  get phase(): FillingPhase {
    return this.#phase;
  }

  get filled(): Filled | null {
    return this.#filled;
  }

  get wasStopped(): boolean {
    return this.#wasStopped;
  }

  get problem(): string | null {
    return this.#problem;
  }

  get leftProblem(): string | null {
    return this.#leftProblem;
  }

  /** The run that was chosen to compare with, or null for n-grams. */
  get rival(): string | null {
    return this.#rival;
  }

  set rival(runId: string | null) {
    this.#rival = runId;
  }

  /** Why the passage cannot be filled in as it stands, as a sentence, or null. */
  get obstacle(): string | null {
    return this.#passage.text.trim() === '' ? null : passageProblem(piecesOf(this.#passage));
  }

  get canFill(): boolean {
    return this.#phase === 'resting' && passageProblem(piecesOf(this.#passage)) === null;
  }

  type(text: string): void {
    this.#passage = typed(this.#passage, text);
  }

  /** Makes a blank of what is selected, or puts one in. Returns where it ends. */
  blank(start: number, end: number): number {
    const { passage, caret } = blanked(this.#passage, start, end);
    this.#passage = passage;
    return caret;
  }

  setLengths(blank: number, shortest: number, longest: number): void {
    this.#passage = withLengths(this.#passage, blank, shortest, longest);
  }

  blankProblem(blank: number): string | null {
    return blankProblem(this.#passage.blanks[blank]);
  }

  /** Takes a line of the text that a run has learned, with one of its words hidden: of what it holds out, if that is its end. */
  async takeExample(run: FillingRun): Promise<void> {
    this.#problem = null;
    try {
      const content = await this.#sources.textContent(run.text.hash);
      if (content === null) throw new Error(answering.textGone(run.text.name));
      const tail = Math.min(20_000, Math.ceil(content.size * run.settings.validationShare));
      const passage = exampleFrom(await content.slice(-tail).text(), this.#sources.uniform);
      if (passage === null) throw new Error(answering.fill.exampleFailed);
      this.#passage = passage;
    } catch (error) {
      this.#problem = messageOf(error);
    }
  }

  /** @param step of the checkpoint that fills in, or null for the best; @param rival who guesses from the left; null for n-grams. */
  async fill(run: FillingRun, step: number | null, rival: FillingRun | null): Promise<void> {
    if (!this.canFill) return;
    const passage = this.#passage;
    const pieces = piecesOf(passage);
    this.#phase = 'opening';
    this.#problem = this.#leftProblem = null;
    this.#wasStopped = false;
    try {
      const filler = await this.#open(run, step);
      this.#phase = 'filling';
      const answer = await this.#client.fill(filler, pieces);
      if (answer === null) {
        this.#wasStopped = true;
        return;
      }
      const own = { run, answer };
      this.#filled = { passage, step: filler.step, own, left: null };
      this.#phase = 'comparing';
      const left = await this.#guessFromLeft(run, filler, rival, settled(pieces, answer));
      if (left !== null) this.#filled = { passage, step: filler.step, own, left };
    } catch (error) {
      this.#problem = messageOf(error);
    } finally {
      this.#phase = 'resting';
    }
  }

  async stop(): Promise<void> {
    if (this.#phase !== 'filling' && this.#phase !== 'comparing') return;
    this.#phase = 'stopping';
    await this.#client.stop().catch((error: unknown) => (this.#problem = messageOf(error)));
  }

  async #open(run: FillingRun, step: number | null): Promise<OpenFiller> {
    return this.#client.open('fill', (await this.#sources.modelOf(run.id, step)) ?? run.id, step);
  }

  async #guessFromLeft(
    run: FillingRun,
    filler: OpenFiller,
    rival: FillingRun | null,
    pieces: readonly PassagePiece[],
  ): Promise<Guessed | null> {
    try {
      if (rival !== null) {
        const answer = await this.#client.fill(await this.#open(rival, null), pieces);
        return answer === null ? null : { run: rival, answer };
      }
      const text = await this.#sources.textContent(run.text.hash);
      if (text === null) throw new Error(answering.textGone(run.text.name));
      const { validationShare, heldOut } = run.settings;
      const answer = await this.#client.count(filler, text, { validationShare, heldOut }, pieces);
      return { run: null, answer };
    } catch (error) {
      this.#leftProblem = messageOf(error);
      return null;
    }
  }
}

/** The blanks as long as the best filling has them: so long the others fill them too. */
function settled(pieces: readonly PassagePiece[], { fillings }: FillingAnswer): readonly PassagePiece[] {
  let blank = 0;
  return pieces.map((piece) => {
    if (piece.kind === 'text') return piece;
    const { length } = fillings[0].blanks[blank++];
    return { ...piece, shortest: length, longest: length };
  });
}

/** Runs that read the same text forward only, those most like the given one first. */
export function rivalsOf(run: FillingRun, runs: readonly RunSummary[]): readonly FillingRun[] {
  const isLike = (other: RunSummary): number =>
    Number(other.network.cell === run.network.cell) + Number(other.network.layers === run.network.layers);
  return runs
    .filter(fillsIn)
    .filter((other) => other.id !== run.id && other.network.directions === 1 && other.checkpointBytes > 0)
    .filter((other) => other.text.hash === run.text.hash)
    .sort(
      (one, other) =>
        isLike(other) - isLike(one) ||
        Math.abs(one.parameters - run.parameters) - Math.abs(other.parameters - run.parameters),
    );
}

export function fillsIn(run: RunSummary): run is FillingRun {
  return run.network.task.kind === 'fill';
}
