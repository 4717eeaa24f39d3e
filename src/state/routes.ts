/** The four views and their addresses: `#text`, `#train`, `#write`, `#library`. */

export const VIEWS = ['text', 'train', 'write', 'library'] as const;

export type ViewName = (typeof VIEWS)[number];

/** The view an address names; the first one when it names none. What follows a question mark is not of its name. */
export function viewAt(hash: string): ViewName {
  const name = hash.replace(/^#\/?/, '').split('?')[0].toLowerCase();
  return VIEWS.find((view) => view === name) ?? VIEWS[0];
}
