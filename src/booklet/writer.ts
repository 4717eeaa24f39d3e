/** Writes with the network of the page: as the app does, led in first, then the prompt, then symbol after symbol. */
import { PURPOSE, RandomStream } from '../engine/rng.ts';
import type { BookletData } from '../shared/booklet.ts';
import { leadIn } from '../writing/lead-in.ts';
import { readPrompt } from '../writing/prompt.ts';
import { Sampler } from '../writing/sampling.ts';
import type { Network, State, Step } from './network.ts';

export class Writer {
  readonly #data: BookletData;
  readonly #network: Network;
  readonly #random: RandomStream;
  /** Where it stands: what comes next is chosen from it. */
  #current: Step | null = null;

  /** @param seed the same seed and prompt write the same text. */
  constructor(data: BookletData, network: Network, seed: number) {
    this.#data = data;
    this.#network = network;
    this.#random = new RandomStream(seed, PURPOSE.writing);
  }

  /** Reads a prompt, from the beginning. @throws InputError when it has only characters that the network never saw */
  async begin(prompt: string): Promise<void> {
    const { vocabulary } = this.#data;
    const { ids } = readPrompt(prompt, vocabulary);
    const faithful = new Sampler(vocabulary.symbols.length, vocabulary.rare, { temperature: 1, topK: 0, topP: 1 });
    const place = await leadIn(
      {
        metadata: { vocabulary },
        initialState: () => this.#network.initialState(),
        step: (id: number, state: State) => Promise.resolve(this.#network.step(id, state)),
      },
      ({ logits }) => faithful.sample(logits, this.#random.uniform()),
      () => Promise.resolve(false),
    );
    if (place === null) return;
    const bringsItsOwn = ids.length > 0 && vocabulary.symbols[ids[0]] === '\n';
    this.#current = place.at;
    for (const id of bringsItsOwn ? ids : [...place.ending, ...ids]) this.#read(id);
  }

  /** The next symbol. */
  next(temperature: number): string {
    if (this.#current === null) throw new Error('Nothing was begun.');
    const { symbols, rare } = this.#data.vocabulary;
    const sampler = new Sampler(symbols.length, rare, { temperature, topK: 0, topP: 1 });
    const id = sampler.sample(this.#current.logits, this.#random.uniform());
    this.#read(id);
    return symbols[id];
  }

  #read(id: number): void {
    this.#current = this.#network.step(id, (this.#current ?? { state: this.#network.initialState() }).state);
  }
}
