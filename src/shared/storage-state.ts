/** How it stands with what is kept on this device, as the store, the worker and the page speak of it. */

/** Why nothing can be stored now. */
export type StorageFault =
  /** Another tab holds the database, or the browser does not answer. It goes on by itself. */
  | 'waiting'
  /** A newer version of the app has the database. */
  | 'newer'
  /** The browser keeps nothing for this site. */
  | 'refused'
  /** The database cannot be opened or read. */
  | 'damaged'
  /** There is no room. */
  | 'full'
  /** Something else: the message says what. */
  | 'failed';

export type StorageState =
  | { readonly kind: 'opening' }
  /** `emptyAt`: when the database was made anew in this visit (epoch milliseconds), with nothing of before in it; or null. */
  | { readonly kind: 'open'; readonly emptyAt: number | null }
  | { readonly kind: StorageFault; readonly message: string };
