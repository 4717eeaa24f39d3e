import { language } from '../messages/language.ts';
import type { Living } from '../shared/living.ts';

/**
 * Calls `die` when nobody holds the Web Lock `name` any more: its worker has ended, however that came. No clock is asked,
 * so a busy worker is never taken for a dead one. Returns how to stop waiting.
 */
export function watchLife(name: string, die: () => void): () => void {
  const end = new AbortController();
  // Refused or no longer waited for, it tells nothing.
  navigator.locks.request(name, { signal: end.signal }, () => undefined).then(die, () => undefined);
  return () => end.abort();
}

/** The first words to every worker: which language to speak. Resolves to the lock it holds for its life. */
export function greet(worker: Living): Promise<string | null> {
  worker.speak(language()).catch(() => undefined);
  return worker.life();
}
