/** Writing with a trained run: what is asked, and the text as it streams. */
import { copyText } from '../client/device.ts';
import { download } from '../client/files.ts';
import type { Opening, WritingClient } from '../client/writing.ts';
import { messageOf } from '../shared/errors.ts';
import { safeFileName } from '../shared/file-name.ts';
import { promptProblem, WRITING, WRITING_KEYS, writingProblem, type WritingKey } from '../shared/writing-settings.ts';
import type { OpenWriter, WritingResult } from '../shared/writing-worker.ts';

export type WritingDraft = Readonly<Record<WritingKey, number | ''>>;

export type WritingPhase = 'resting' | 'opening' | 'writing' | 'stopping';

/** Chunks are gathered for this long before the page is touched, in milliseconds. */
const GATHER_MS = 40;

type Client = Opening<'continue'> & Pick<WritingClient, 'write' | 'stop'>;

export class Writing {
  readonly #client: Client;
  readonly #modelOf: (runId: string, step: number | null) => Promise<Blob | null>;
  #runId = $state<string | null>(null);
  #step = $state<number | null>(null);
  #writer = $state.raw<OpenWriter | null>(null);
  #draft = $state.raw<WritingDraft>(defaults());
  #prompt = $state('');
  #promptWritten = $state('');
  #text = $state('');
  #phase = $state<WritingPhase>('resting');
  #result = $state.raw<WritingResult | null>(null);
  #problem = $state<string | null>(null);
  #gathered = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  #onBegin: () => void = () => {};
  #onWritten: (runId: string, text: string) => void = () => {};

  readonly #problems = $derived(writingProblems(this.#draft, this.#prompt));

  /** `modelOf` gives the network, exported, where the writing thread would not find its state stored; else null. */
  constructor(client: Client, modelOf: (runId: string, step: number | null) => Promise<Blob | null>) {
    this.#client = client;
    this.#modelOf = modelOf;
  }

  /** Told when a new text takes the place of what is shown. */
  set onBegin(listener: () => void) {
    this.#onBegin = listener;
  }

  /** Told of each text once it is written, without its prompt. */
  set onWritten(listener: (runId: string, text: string) => void) {
    this.#onWritten = listener;
  }

  get runId(): string | null {
    return this.#runId;
  }

  /** The step of the checkpoint that was chosen to write with, or null for the best. */
  get step(): number | null {
    return this.#step;
  }

  /** What the text that is shown was written with. */
  get writer(): OpenWriter | null {
    return this.#writer;
  }

  get draft(): WritingDraft {
    return this.#draft;
  }

  get prompt(): string {
    return this.#prompt;
  }

  /** The prompt of the text that is shown, which may differ from what stands in the box now. */
  get promptWritten(): string {
    return this.#promptWritten;
  }

  get text(): string {
    return this.#text;
  }

  /** The prompt and what was written after it. */
  get whole(): string {
    return this.#promptWritten + this.#text;
  }

  get phase(): WritingPhase {
    return this.#phase;
  }

  get result(): WritingResult | null {
    return this.#result;
  }

  get problem(): string | null {
    return this.#problem;
  }

  get problems(): Readonly<Partial<Record<WritingKey | 'prompt', string>>> {
    return this.#problems;
  }

  get canWrite(): boolean {
    return this.#phase === 'resting' && this.#runId !== null && Object.keys(this.#problems).length === 0;
  }

  chooseRun(runId: string | null, step: number | null = null): void {
    this.#runId = runId;
    this.#step = step;
    this.#problem = null;
  }

  set(key: WritingKey, value: number | ''): void {
    this.#draft = { ...this.#draft, [key]: value };
  }

  setPrompt(prompt: string): void {
    this.#prompt = prompt;
  }

  async write(): Promise<void> {
    if (!this.canWrite || this.#runId === null) return;
    const [runId, step] = [this.#runId, this.#step];
    const settings = { ...(this.#draft as Record<WritingKey, number>), prompt: this.#prompt };
    this.#phase = 'opening';
    this.#problem = null;
    this.#result = null;
    try {
      const writer = await this.#client.open('continue', (await this.#modelOf(runId, step)) ?? runId, step);
      this.#phase = 'writing';
      // The text that is shown gives way only to a new one: a prompt that is refused leaves it.
      const page = { prompt: settings.prompt, writer, begun: false };
      this.#result = await this.#client.write(writer, settings, (text) => {
        this.#begin(page);
        this.#gather(text);
      });
      this.#begin(page);
    } catch (error) {
      this.#problem = messageOf(error);
    } finally {
      this.#flush();
      this.#phase = 'resting';
    }
    if (this.#result !== null && this.#result.written > 0) this.#onWritten(runId, this.#text);
  }

  async stop(): Promise<void> {
    if (this.#phase !== 'writing') return;
    this.#phase = 'stopping';
    try {
      await this.#client.stop();
    } catch (error) {
      this.#problem = messageOf(error);
    }
  }

  /** Puts the whole text on the clipboard. Throws when the browser refuses. */
  copy(): Promise<void> {
    return copyText(this.whole);
  }

  /** Downloads the whole text as a .txt file called `name`. */
  save(name: string): void {
    download(new Blob([this.whole], { type: 'text/plain;charset=utf-8' }), safeFileName(name, 'txt'));
  }

  #begin(page: { readonly prompt: string; readonly writer: OpenWriter; begun: boolean }): void {
    if (page.begun) return;
    page.begun = true;
    this.#writer = page.writer;
    this.#onBegin();
    this.#promptWritten = page.prompt;
    this.#text = '';
  }

  #gather(text: string): void {
    this.#gathered += text;
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#gathered === '') return;
    this.#text += this.#gathered;
    this.#gathered = '';
  }
}

function defaults(): WritingDraft {
  return Object.fromEntries(WRITING_KEYS.map((key) => [key, WRITING[key].default])) as WritingDraft;
}

/** A sentence for each field that cannot be used. */
export function writingProblems(
  draft: WritingDraft,
  prompt: string,
): Readonly<Partial<Record<WritingKey | 'prompt', string>>> {
  const problems: Partial<Record<WritingKey | 'prompt', string>> = {};
  for (const key of WRITING_KEYS) {
    const problem = writingProblem(key, draft[key]);
    if (problem !== null) problems[key] = problem;
  }
  const problem = promptProblem(prompt);
  if (problem !== null) problems.prompt = problem;
  return problems;
}
