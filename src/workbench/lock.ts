/** Something held until it is released. */
export interface Lock {
  /** Resolves when everyone can see that it is free. */
  release(): Promise<void>;
}

/**
 * Holds the Web Lock `name`, or gives null when another tab has it. Where there are no Web Locks, or the browser refuses
 * them as it refuses storage, nobody else is asked: without storage no other tab can have the run. A tab that holds one
 * is not frozen while it computes in the background.
 */
export function holdLock(name: string): Promise<Lock | null> {
  // Not there outside secure contexts, whatever the types say.
  const locks = (navigator as { locks?: LockManager }).locks;
  const unasked: Lock = { release: () => Promise.resolve() };
  if (locks === undefined) return Promise.resolve(unasked);
  return new Promise((resolve, reject) => {
    const held: Promise<unknown> = locks.request(name, { ifAvailable: true }, (lock) => {
      if (lock === null) {
        resolve(null);
        return undefined;
      }
      return new Promise<void>((free) => {
        const release = async (): Promise<void> => {
          free();
          await held;
        };
        resolve({ release });
      });
    });
    held.catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'SecurityError') resolve(unasked);
      else reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
}

/** The names of all Web Locks that begin with `prefix` and are held by any tab, without it. None where nobody can be asked. */
export async function heldLocks(prefix: string): Promise<ReadonlySet<string>> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (locks === undefined) return new Set();
  try {
    const { held = [] } = await locks.query();
    const names = held.map(({ name }) => name).filter((name) => name !== undefined);
    return new Set(names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'SecurityError') return new Set();
    throw error;
  }
}
