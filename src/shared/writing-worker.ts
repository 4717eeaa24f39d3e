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

export interface WritingWorker {
  /**
   * Opens the newest checkpoint of a run, or the run as it was exported to ONNX where nothing can be stored. Throws
   * StorageError when there is no checkpoint.
   */
  open(run: string | Blob): Promise<{ readonly name: string; readonly step: number; readonly vocabulary: number }>;
  /** Writes with the open run; text streams over `port` as WritingChunk messages, and the promise resolves at the end. */
  write(settings: WritingSettings, port: MessagePort): Promise<WritingResult>;
  /** Ends the writing in progress; what was written stays. */
  stop(): Promise<void>;
}
