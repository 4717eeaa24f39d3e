/** The thread that looks up what of a written text stands in the text it was learned from. */
import { writing } from '../src/messages/writing.ts';
import * as Comlink from 'comlink';
import type { CopiedReport, CopiedWorker } from '../src/shared/copied.ts';
import { StateError } from '../src/shared/errors.ts';
import type { Living } from '../src/shared/living.ts';
import { TextIndex } from '../src/text/text-index.ts';
import { adoptLanguage, holdLife } from '../src/workbench/life.ts';

class Copies implements CopiedWorker, Living {
  readonly life = holdLife;
  readonly speak = adoptLanguage;
  #hash: string | null = null;
  #index: TextIndex | null = null;

  async index(hash: string, text: Blob, report: (share: number) => void): Promise<void> {
    if (hash === this.#hash) return;
    // The one before makes room first.
    this.#index = null;
    this.#hash = null;
    this.#index = TextIndex.of(await text.text(), report);
    this.#hash = hash;
  }

  compare(written: string): Promise<CopiedReport> {
    const index = this.#index;
    if (index === null) return Promise.reject(new StateError(writing.noIndex));
    return Promise.resolve(index.compare(written, index.leastLength));
  }
}

Comlink.expose(new Copies());
