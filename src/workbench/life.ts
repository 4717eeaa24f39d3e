import { speakAs, type Language } from '../messages/language.ts';

/**
 * Holds a Web Lock for as long as this worker lives, however it ends. Resolves to its name once it is held; to null where
 * the browser has no Web Locks, or refuses them.
 */
export function holdLife(): Promise<string | null> {
  // Not there outside secure contexts, whatever the types say.
  const locks = (navigator as { locks?: LockManager }).locks;
  if (locks === undefined) return Promise.resolve(null);
  const name = `unroll-life:${crypto.randomUUID()}`;
  return new Promise((resolve) => {
    const held = locks.request(name, () => {
      resolve(name);
      return new Promise<never>(() => {});
    });
    held.catch(() => resolve(null));
  });
}

/** From now on this worker speaks so. */
export function adoptLanguage(language: Language): Promise<void> {
  speakAs(() => language);
  return Promise.resolve();
}
