/** The writing worker as the page sees it. */

export interface WritingSettings {
  /** What the text begins with; may be empty. */
  readonly prompt: string;
  /** Symbols to write. */
  readonly length: number;
  readonly temperature: number;
  /** Sample among this many most likely symbols; 0 means all. */
  readonly topK: number;
  /** Sample among the most likely symbols that together have this probability; 1 means all. */
  readonly topP: number;
  readonly seed: number;
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

/** What streams over the port while writing: pieces of text in order. */
export interface WritingChunk {
  readonly text: string;
}

/** What is written with. */
export interface OpenRun {
  readonly name: string;
  readonly step: number;
  /** Symbols it knows. */
  readonly vocabulary: number;
}

export interface WritingWorker {
  /**
   * Opens the checkpoint of a step of a stored run, the best where the step is null; or a run as it was exported to ONNX,
   * where that state is not stored. Throws StorageError or StateError when there is no such checkpoint.
   */
  open(run: string | Blob, step: number | null): Promise<OpenRun>;
  /** Writes with the open run; text streams over `port` as WritingChunk messages, and the promise resolves at the end. */
  write(settings: WritingSettings, port: MessagePort): Promise<WritingResult>;
  /** Ends the writing in progress; what was written stays. */
  stop(): Promise<void>;
}
