/** Something held until it is released. */
export interface Lock {
  release(): void;
}

/**
 * Holds the Web Lock `name`, or gives null when another tab has it. Where there are no Web Locks, or the browser refuses
 * them as it refuses storage, nobody else is asked: without storage no other tab can have the run. A tab that holds one
 * is not frozen while it computes in the background.
 */
export function holdLock(name: string): Promise<Lock | null> {
  // Not there outside secure contexts, whatever the types say.
  const locks = (navigator as { locks?: LockManager }).locks;
  const unasked: Lock = { release: () => undefined };
  if (locks === undefined) return Promise.resolve(unasked);
  return new Promise((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock === null) {
          resolve(null);
          return undefined;
        }
        return new Promise<void>((release) => resolve({ release }));
      })
      .catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'SecurityError') resolve(unasked);
        else reject(error instanceof Error ? error : new Error(String(error)));
      });
  });
}
