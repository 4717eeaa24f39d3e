/** The page that writes by itself: what is seen, and what its buttons do. */
import { LANGUAGE_NAMES, LANGUAGES, speakAs, type Language } from '../messages/language.ts';
import { booklet as words } from '../messages/booklet.ts';
import { messageOf } from '../shared/errors.ts';
import { Macrotasks } from '../shared/macrotasks.ts';
import type { BookletData } from '../shared/booklet.ts';
import { Network, type Weights } from './network.ts';
import { Writer } from './writer.ts';

/** Symbols a press on Write brings. */
const LENGTH = 400;
/** How long it computes before the page may be drawn and a press arrive, in milliseconds. */
const SLICE_MS = 12;
const COOL = 0.05;
const HOT = 2;
const USUAL = 0.7;

type Maker = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties?: Partial<HTMLElementTagNameMap[Name]>,
  ...inside: readonly Node[]
) => HTMLElementTagNameMap[Name];

const make: Maker = (name, properties = {}, ...inside) => {
  const element = document.createElement(name);
  Object.assign(element, properties);
  element.append(...inside);
  return element;
};

export class Page {
  readonly #data: BookletData;
  readonly #network: Network;
  readonly #parameters: number;
  readonly #turns = new Macrotasks();
  readonly #about = make('p', { className: 'soft' });
  readonly #prompt = make('textarea', { id: 'prompt', rows: 3, autocomplete: 'off', spellcheck: false });
  readonly #heat = make('input', { id: 'heat', type: 'range', min: String(COOL), max: String(HOT), step: '0.05' });
  readonly #heatNumber = make('output');
  readonly #write = make('button', { className: 'primary', type: 'button' });
  readonly #more = make('button', { type: 'button', hidden: true });
  readonly #written = make('p', { className: 'written', ariaLive: 'off' });
  readonly #given = make('span', { className: 'given' });
  readonly #added = make('span');
  readonly #note = make('p', { className: 'note', role: 'status' });
  #writer: Writer | null = null;
  #isWriting = false;
  #seed = Math.floor(Math.random() * 2 ** 32);

  constructor(data: BookletData, weights: Weights) {
    this.#data = data;
    this.#network = new Network(data.network, weights);
    this.#parameters = data.tensors.reduce((sum, { length }) => sum + length, 0);
    this.#heat.value = String(USUAL);
    this.#write.onclick = () => {
      if (this.#isWriting) this.#stop();
      else void this.#begin();
    };
    this.#more.onclick = () => void this.#goOn();
    this.#heat.oninput = () => this.#showHeat();
  }

  /** Draws it, in the language spoken; again when that is switched. */
  show(main: HTMLElement, language: Language): void {
    speakAs(() => language);
    document.documentElement.lang = words.lang;
    const other = LANGUAGES.find((known) => known !== language) ?? language;
    const { cell, layers, hidden } = this.#data.network;
    this.#about.textContent = words.about(
      `${cell.toUpperCase()} ${layers} × ${hidden}`,
      this.#parameters,
      this.#data.step,
    );
    this.#prompt.placeholder = words.placeholder;
    this.#more.textContent = words.more;
    this.#written.dataset['empty'] = words.empty;
    this.#written.setAttribute('aria-label', words.result);
    this.#written.replaceChildren(this.#given, this.#added);
    this.#showHeat();
    this.#showButtons();
    const switchTo = make('button', {
      className: 'quiet',
      type: 'button',
      textContent: LANGUAGE_NAMES[other],
      lang: other,
    });
    switchTo.onclick = () => this.show(main, other);
    main.replaceChildren(
      make('header', {}, make('h1', { textContent: this.#data.name }), switchTo),
      this.#about,
      make('label', { htmlFor: 'prompt', textContent: words.prompt }),
      this.#prompt,
      make('label', { htmlFor: 'heat', textContent: words.temperature }),
      make(
        'div',
        { className: 'heat' },
        make('span', { textContent: words.safe }),
        this.#heat,
        make('span', { textContent: words.wild }),
        this.#heatNumber,
      ),
      make('div', { className: 'buttons' }, this.#write, this.#more),
      this.#written,
      this.#note,
      make('footer', { textContent: words.madeWith }),
    );
  }

  #showHeat(): void {
    this.#heatNumber.textContent = Number(this.#heat.value).toFixed(2);
  }

  #showButtons(): void {
    this.#write.textContent = this.#isWriting ? words.stop : words.write;
    this.#more.hidden = this.#isWriting || this.#writer === null;
  }

  async #begin(): Promise<void> {
    const writer = new Writer(this.#data, this.#network, this.#seed++);
    this.#note.textContent = '';
    try {
      await writer.begin(this.#prompt.value);
    } catch (error) {
      this.#note.textContent = messageOf(error);
      return;
    }
    this.#writer = writer;
    this.#given.textContent = this.#prompt.value;
    this.#added.textContent = '';
    await this.#goOn();
  }

  async #goOn(): Promise<void> {
    const writer = this.#writer;
    if (writer === null || this.#isWriting) return;
    this.#isWriting = true;
    this.#showButtons();
    const began = performance.now();
    let written = 0;
    try {
      while (this.#mayGoOn() && written < LENGTH) {
        const sliceEnds = performance.now() + SLICE_MS;
        let piece = '';
        while (written < LENGTH && performance.now() < sliceEnds) {
          piece += writer.next(Number(this.#heat.value));
          written += 1;
        }
        this.#added.append(piece);
        await this.#turns.next();
      }
      this.#note.textContent = words.speed((written / (performance.now() - began)) * 1000);
    } catch (error) {
      this.#note.textContent = messageOf(error);
    }
    this.#stop();
  }

  /** False once Stop was pressed, which may be between any two slices. */
  #mayGoOn(): boolean {
    return this.#isWriting;
  }

  #stop(): void {
    this.#isWriting = false;
    this.#showButtons();
  }
}
