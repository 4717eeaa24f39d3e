/** How the page knows that a worker is alive: by a Web Lock that the worker holds for as long as it lives. */
export interface Living {
  /** The name of that lock, once it is held; null where the browser has no Web Locks, or refuses them. */
  life(): Promise<string | null>;
}
