/** The writing worker as the page sees it. */
import type { LineAnswer } from './classifying.ts';
import type { FillingAnswer, HeldOutPart, PassagePiece } from './filling.ts';
import type { TaskKind } from './network.ts';

/** What a network writes for itself before the first character of a page, so that a page goes on as it began. */
export interface LeadIn {
  /** What it writes follows from it. */
  readonly seed: number;
  /** Does the page open a line of its own? Not where its first character is a newline already. */
  readonly opensLine: boolean;
}

/** The lead-in of a page that begins with this text. */
export function leadInOf(text: string, seed: number): LeadIn {
  return { seed, opensLine: !text.startsWith('\n') };
}

/** What stands on a page, and how the page began. */
export interface PageText {
  readonly text: string;
  readonly leadIn: LeadIn;
}

export interface WritingSettings {
  /** All that stands before what is to be written; may be empty. */
  readonly prompt: string;
  /** How the page began; left out, it begins with this prompt and seed. */
  readonly leadIn?: LeadIn;
  /** Symbols to write. */
  readonly length: number;
  readonly temperature: number;
  /** Sample among this many most likely symbols; 0 means all. */
  readonly topK: number;
  /** Sample among the most likely symbols that together have this probability; 1 means all. */
  readonly topP: number;
  readonly seed: number;
}

/** Text, and how likely the network held each of its characters given all before. */
export interface Passage {
  readonly text: string;
  /** [code points] in [0, 1], at temperature 1; NaN for a character that the network was not fed. */
  readonly probabilities: Float32Array;
}

/** A symbol that may follow. */
export interface Alternative {
  readonly symbol: string;
  /** In [0, 1], at temperature 1. */
  readonly probability: number;
}

/** What a finished or stopped piece of writing amounts to. */
export interface WritingResult {
  /** Symbols written after the prompt. */
  readonly written: number;
  readonly stopped: boolean;
  readonly charactersPerSecond: number;
  /** Characters of the prompt the network never saw, each once, in order. */
  readonly unseen: readonly string[];
}

/** What streams over the port while writing: first the prompt as it was read, then what is written, in pieces, in order. */
export interface WritingChunk extends Passage {
  readonly kind: 'read' | 'written';
}

/** A run that has been opened. It is named to the worker by this; which verbs take it depends on its task. */
interface Opened<Kind extends TaskKind> {
  readonly task: Kind;
  /** Of all that were opened, the how manyth. */
  readonly id: number;
  readonly name: string;
  readonly step: number;
  /** Symbols it knows. */
  readonly vocabulary: number;
}

/** What is written with. */
export type OpenWriter = Opened<'continue'>;

/** What fills in. */
export type OpenFiller = Opened<'fill'>;

/** What names the class of a line. */
export interface OpenClassifier extends Opened<'classify'> {
  /** By number. */
  readonly classes: readonly string[];
}

export type OpenRun = OpenWriter | OpenFiller | OpenClassifier;

export type OpenRunFor<Kind extends TaskKind> = Extract<OpenRun, { readonly task: Kind }>;

export interface WritingWorker {
  /**
   * Opens the checkpoint of a step of a stored run, the best where the step is null; or a run as it was exported to ONNX,
   * where that state is not stored. Throws StorageError or StateError when there is no such checkpoint.
   */
  open(run: string | Blob, step: number | null): Promise<OpenRun>;
  /** Writes with an open run; text streams over `port` as WritingChunk messages, and the promise resolves at the end. */
  write(writer: OpenWriter, settings: WritingSettings, port: MessagePort): Promise<WritingResult>;
  /** Fills the blanks of a passage; null when it was stopped. Throws InputError when there is none, or too much of it. */
  fill(filler: OpenFiller, passage: readonly PassagePiece[]): Promise<FillingAnswer | null>;
  /**
   * The same by counting in `text`, what it has learned: n-grams that end where a blank begins. What is held out is not
   * counted, and blanks have their shortest lengths.
   */
  count(filler: OpenFiller, text: Blob, part: HeldOutPart, passage: readonly PassagePiece[]): Promise<FillingAnswer>;
  /** The answer to each line, in their order; null when it was stopped. */
  classify(classifier: OpenClassifier, lines: readonly string[]): Promise<readonly LineAnswer[] | null>;
  /** How likely each character of a page is; null when it was stopped, or gave way to something else that was asked. */
  read(writer: OpenWriter, page: PageText): Promise<Passage | null>;
  /** The `count` symbols that most likely follow a text, in falling order. */
  alternatives(writer: OpenWriter, page: PageText, count: number): Promise<readonly Alternative[]>;
  /** `count` ways to go on, of at most `settings.length` symbols each: all are written at once. */
  candidates(writer: OpenWriter, settings: WritingSettings, count: number): Promise<readonly Passage[]>;
  /** Ends what is in progress; what was written stays. */
  stop(): Promise<void>;
}
