/** The passages a person keeps. */
import { copyText } from '../client/device.ts';
import { messageOf } from '../shared/errors.ts';
import type { KeptPassage, PassageKeeping } from '../shared/kept-passage.ts';
import { UNDO_MS, type Deletion } from './library.svelte.ts';
import type { Writing } from './writing.svelte.ts';

export class KeptPassages {
  readonly #keeping: PassageKeeping;
  #all = $state.raw<readonly KeptPassage[]>([]);
  /** No longer shown, and not yet gone. */
  #discarded = $state.raw<readonly string[]>([]);
  #isWanted = false;
  #problem = $state<string | null>(null);

  constructor(keeping: PassageKeeping) {
    this.#keeping = keeping;
  }

  /** The newest first. */
  get list(): readonly KeptPassage[] {
    return this.#all.filter(({ id }) => !this.#discarded.includes(id));
  }

  get problem(): string | null {
    return this.#problem;
  }

  /** Reads them for the first time. */
  load(): Promise<void> {
    this.#isWanted = true;
    return this.refresh();
  }

  /** Reads them anew, where anybody has asked for them. */
  async refresh(): Promise<void> {
    if (!this.#isWanted) return;
    await this.#try(async () => {
      this.#all = await this.#keeping.passages();
    });
  }

  /**
   * Keeps part of a page, with how it is written now.
   * @param text what is kept.
   * @returns was it kept?
   */
  keep(text: string, { runId, writer, draft }: Writing, now: number = Date.now()): Promise<boolean> {
    const passage: KeptPassage = {
      id: crypto.randomUUID(),
      keptAt: now,
      text,
      writer: runId === null || writer === null ? null : { runId, name: writer.name, step: writer.step },
      settings: {
        temperature: Number(draft.temperature),
        topK: Number(draft.topK),
        topP: Number(draft.topP),
        seed: Number(draft.seed),
      },
    };
    return this.#try(async () => {
      await this.#keeping.keepPassage(passage);
      this.#all = [passage, ...this.#all.filter(({ id }) => id !== passage.id)];
    });
  }

  /** Puts one on the clipboard. Throws when the browser refuses. */
  copy({ text }: KeptPassage): Promise<void> {
    return copyText(text);
  }

  /** Shows one no more, and removes it for good after a while. Until then it is kept, also by whoever closes the tab. */
  discard(id: string, patience: number = UNDO_MS): Deletion {
    this.#discarded = [...this.#discarded, id];
    const restore = (): void => {
      this.#discarded = this.#discarded.filter((each) => each !== id);
    };
    let undo = (): void => {};
    const done = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => {
        undo = () => {};
        void this.#remove(id).finally(restore).then(resolve);
      }, patience);
      undo = () => {
        clearTimeout(timer);
        restore();
        resolve(false);
      };
    });
    return { undo: () => undo(), done };
  }

  #remove(id: string): Promise<boolean> {
    return this.#try(async () => {
      await this.#keeping.removePassage(id);
      this.#all = this.#all.filter((each) => each.id !== id);
    });
  }

  async #try(act: () => Promise<void>): Promise<boolean> {
    this.#problem = null;
    try {
      await act();
      return true;
    } catch (error) {
      this.#problem = messageOf(error);
      return false;
    }
  }
}
