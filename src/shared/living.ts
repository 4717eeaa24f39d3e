import type { Language } from '../messages/language.ts';

/** What every worker that the page talks to can do. */
export interface Living {
  /**
   * How the page knows that it is alive: the name of a Web Lock that it holds for as long as it lives, once it is held; null where the browser has no Web Locks, or refuses them.
   */
  life(): Promise<string | null>;
  /** From now on, what it says is in this language. */
  speak(language: Language): Promise<void>;
}
