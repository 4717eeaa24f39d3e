/** Small notes of the page to itself that outlive a visit. Where none may be kept they last as long as the visit does. */

export interface Notebook {
  read(key: string): readonly string[];
  write(key: string, entries: readonly string[]): void;
}

/** Keeps notes in `storage`, and in memory where the browser refuses. `open` may throw: reading the property alone does, where all storage is blocked. */
export function notebook(open: () => Storage): Notebook {
  const memory = new Map<string, readonly string[]>();
  return {
    read(key) {
      try {
        const written: unknown = JSON.parse(open().getItem(key) ?? '[]');
        return Array.isArray(written) ? written.filter((entry) => typeof entry === 'string') : [];
      } catch {
        return memory.get(key) ?? [];
      }
    },
    write(key, entries) {
      memory.set(key, entries);
      try {
        open().setItem(key, JSON.stringify(entries));
      } catch {
        // It stays in memory.
      }
    },
  };
}
