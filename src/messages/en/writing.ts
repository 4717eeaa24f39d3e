/** What writing refuses: in English. */
export const writing = {
  busy: 'A text is being written. Stop it, or wait for its end, before the next.',
  noRunOpen: 'No run is open to write with. Choose one of the Library first.',
  noIndex: 'No text is sorted to be compared with. Write once more.',
  cannotStart: (detail: string) =>
    `The part of the app that writes could not start (${detail}). Reload the page and try again; if it stays so, ` +
    'use a current Chrome, Edge, Firefox or Safari, or close other tabs to free memory.',
  diverged: (value: number, symbol: number) =>
    `The network computed ${value} for symbol ${symbol}: its weights have diverged, and it cannot write. ` +
    'Resume the run from an earlier point, or train again with a lower learning rate.',
  /** @param characters those that are named, @param more how many others */
  unknownPrompt: (characters: string, more: number) =>
    `The text this network learned from has none of the characters of your beginning (${characters}${more > 0 ? ` and ${more} more` : ''}). ` +
    'Begin with characters it knows, or leave the beginning empty.',
};
