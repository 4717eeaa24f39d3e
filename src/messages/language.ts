/**
 * Which language is spoken here. Each realm (the page, each worker, Node) speaks one; English until it is told otherwise.
 */

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** How each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', zh: '中文' };

let source: () => Language = () => 'en';

/** The language to speak now. On the page it is state: what reads it in an effect or a template runs again on a switch. */
export function language(): Language {
  return source();
}

/** From now on, `present` says which language is spoken in this realm. */
export function speakAs(present: () => Language): void {
  source = present;
}

/** The first of a person's languages that is spoken here. @param preferred BCP 47 tags, the dearest first. */
export function chooseLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const found = LANGUAGES.find((known) => tag.toLowerCase().split('-')[0] === known);
    if (found !== undefined) return found;
  }
  return 'en';
}

/** Words that are read in the language spoken at that moment. They must not be kept: what is kept stays in its language. */
export function spoken<Words extends object>(catalogues: Readonly<Record<Language, Words>>): Words {
  const keys = Object.keys(catalogues.en) as (keyof Words)[];
  const readers = keys.map((key) => [key, { get: () => catalogues[language()][key], enumerable: true }]);
  return Object.defineProperties({}, Object.fromEntries(readers) as PropertyDescriptorMap) as Words;
}
