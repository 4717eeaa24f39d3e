/** How much the browser keeps for this app, and whether it has promised to. Only the page may ask, no worker. */

export interface StorageSpace {
  /** In bytes. */
  readonly used: number;
  readonly left: number;
  /** Will the browser not clear it when space runs short? */
  readonly isPersistent: boolean;
}

/** What is used of the browser. */
export interface StorageBrowser {
  /** Null where the browser does not say. */
  space(): Promise<StorageSpace | null>;
  /** Asks that nothing be cleared when space runs short. Some browsers ask the person. */
  persist(): Promise<boolean>;
}

export const storageBrowser: StorageBrowser = {
  async space() {
    if (!('storage' in navigator)) return null;
    const { usage, quota } = await navigator.storage.estimate();
    if (usage === undefined || quota === undefined) return null;
    return { used: usage, left: Math.max(0, quota - usage), isPersistent: await navigator.storage.persisted() };
  },

  async persist() {
    return 'storage' in navigator ? navigator.storage.persist() : false;
  },
};
