/** The language of the page: the one a person chose here, or else the dearest of the browser's that is spoken. */
import type { Notebook } from '../client/notebook.ts';
import { chooseLanguage, speakAs, type Language } from '../messages/language.ts';

const NOTED = 'unroll-language';

export class PageLanguage {
  readonly #notes: Notebook;
  #present: Language = $state('en');
  /** Hears of a switch. */
  onSwitch: (language: Language) => void = () => {};

  /** @param preferred the browser's languages, the dearest first */
  constructor(preferred: readonly string[], notes: Notebook) {
    this.#notes = notes;
    this.#present = chooseLanguage([...notes.read(NOTED), ...preferred]);
    speakAs(() => this.#present);
  }

  get present(): Language {
    return this.#present;
  }

  /** From now on everything is said in this language, on later visits too. */
  choose(language: Language): void {
    this.#notes.write(NOTED, [language]);
    this.#present = language;
    this.onSwitch(language);
  }
}
