/** Classifying: lines as they are typed, and what the chosen network answers to each, or to each beginning of a single one. */
import { copyText } from '../client/device.ts';
import { download } from '../client/files.ts';
import type { Opening, WritingClient } from '../client/writing.ts';
import { MAXIMUM_ANSWERS, type LineAnswer } from '../shared/classifying.ts';
import { messageOf } from '../shared/errors.ts';
import { safeFileName } from '../shared/file-name.ts';
import { MAXIMUM_LINE_SYMBOLS } from '../shared/labelled.ts';
import type { OpenClassifier } from '../shared/writing-worker.ts';
import { answersAsCsv } from './answers-csv.ts';
import { KnownAnswers } from './known-answers.ts';

/** So many beginnings of a line, or lines, are asked for at once: the page moves on in between. */
const ASKED = 32;

type Client = Opening<'classify'> & Pick<WritingClient, 'classify'>;

/** What is to be answered: several lines, or a single one that is followed along its characters. */
export type Asked =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'line'; readonly symbols: readonly string[]; readonly cut: boolean }
  | { readonly kind: 'lines'; readonly lines: readonly string[]; readonly all: number };

export function askedOf(text: string): Asked {
  const lines = text.split(/\r\n?|\n/u).filter((line) => line.trim() !== '');
  if (lines.length === 0) return { kind: 'nothing' };
  if (lines.length > 1) return { kind: 'lines', lines: lines.slice(0, MAXIMUM_ANSWERS), all: lines.length };
  const [line] = lines;
  const symbols = [
    ...line
      .trimStart()
      .slice(0, 2 * MAXIMUM_LINE_SYMBOLS + 2)
      .normalize('NFC'),
  ];
  const cut = symbols.length > MAXIMUM_LINE_SYMBOLS;
  return { kind: 'line', symbols: symbols.slice(0, MAXIMUM_LINE_SYMBOLS), cut };
}

export class Classifying {
  readonly #client: Client;
  readonly #modelOf: (runId: string, step: number | null) => Promise<Blob | null>;
  #run = $state.raw<{ readonly id: string; readonly step: number | null } | null>(null);
  #classifier = $state.raw<OpenClassifier | null>(null);
  #text = $state('');
  readonly #asked = $derived(askedOf(this.#text));
  /** Of the line: after each of its characters. Of lines: of each. Undefined where it is not known yet. */
  #answers = $state.raw<readonly (LineAnswer | undefined)[]>([]);
  #isOpening = $state(false);
  #problem = $state<string | null>(null);
  #isBusy = false;
  #known = new KnownAnswers();

  constructor(client: Client, modelOf: (runId: string, step: number | null) => Promise<Blob | null>) {
    this.#client = client;
    this.#modelOf = modelOf;
  }

  get text(): string {
    return this.#text;
  }

  get asked(): Asked {
    return this.#asked;
  }

  get answers(): readonly (LineAnswer | undefined)[] {
    return this.#answers;
  }

  /** How many answers have come. */
  get answered(): number {
    return this.#answers.reduce((sum, answer) => sum + (answer === undefined ? 0 : 1), 0);
  }

  /** What the answers come from; null before it is open. */
  get classifier(): OpenClassifier | null {
    return this.#classifier;
  }

  get isOpening(): boolean {
    return this.#isOpening;
  }

  get problem(): string | null {
    return this.#problem;
  }

  /** Answers with another run from now on. @param step of the checkpoint, or null for the best. */
  choose(id: string, step: number | null): Promise<void> {
    if (this.#run?.id === id && this.#run.step === step) return Promise.resolve();
    this.#run = { id, step };
    this.#classifier = null;
    this.#known = new KnownAnswers();
    return this.#answer();
  }

  type(text: string): Promise<void> {
    this.#text = text;
    return this.#answer();
  }

  /** Puts all answers on the clipboard. Throws when the browser refuses. */
  copy(): Promise<void> {
    return copyText(this.#csv());
  }

  /** Downloads all answers as a file called `name`. */
  save(name: string): void {
    // Spreadsheets take a file for UTF-8 only when it says so.
    download(new Blob(['\uFEFF', this.#csv()], { type: 'text/csv;charset=utf-8' }), safeFileName(name, 'csv'));
  }

  #csv(): string {
    const lines = this.#asked.kind === 'lines' ? this.#asked.lines : [];
    return answersAsCsv(lines, this.#answers, this.#classifier?.classes ?? []);
  }

  /** Asks for what is not known yet, the newest first, until all is. One round at a time: it sees what is typed meanwhile. */
  async #answer(): Promise<void> {
    this.#show();
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#problem = null;
    try {
      for (let wanted = this.#wanted(); wanted.length > 0; wanted = this.#wanted()) {
        const run = this.#run;
        const classifier = this.#classifier ?? (await this.#open());
        if (classifier === null) continue;
        const answers = await this.#client.classify(classifier, wanted);
        if (answers === null || run !== this.#run) continue;
        this.#known.keep(wanted, answers, textsOf(this.#asked));
        this.#show();
      }
    } catch (error) {
      this.#problem = messageOf(error);
      this.#classifier = null;
    } finally {
      this.#isBusy = false;
    }
  }

  /** Null when another run was chosen meanwhile. */
  async #open(): Promise<OpenClassifier | null> {
    const run = this.#run;
    if (run === null) return null;
    this.#isOpening = true;
    try {
      const classifier = await this.#client.open(
        'classify',
        (await this.#modelOf(run.id, run.step)) ?? run.id,
        run.step,
      );
      if (run !== this.#run) return null;
      this.#classifier = classifier;
      return classifier;
    } finally {
      this.#isOpening = false;
    }
  }

  /** What is asked next, as the network is asked for it. */
  #wanted(): readonly string[] {
    if (this.#run === null) return [];
    const texts = textsOf(this.#asked);
    // The whole line first: its answer is what is looked at.
    const whole = this.#asked.kind === 'line' ? this.#known.missing(texts.slice(-1), 1) : [];
    return whole.length > 0 ? whole : this.#known.missing(texts, ASKED);
  }

  #show(): void {
    this.#answers = textsOf(this.#asked).map((text) => this.#known.of(text));
  }
}

/** What the network is asked: lines, or the beginnings of one. */
function textsOf(asked: Asked): readonly string[] {
  switch (asked.kind) {
    case 'nothing':
      return [];
    case 'lines':
      return asked.lines;
    case 'line': {
      let beginning = '';
      return asked.symbols.map((symbol) => (beginning += symbol));
    }
  }
}
