/** What the page says of a storage that fails. A part of page.ts. */
import { named } from '../format.ts';
import { plural } from './plural.ts';

export const storageStrings = {
  titles: {
    waiting: 'Waiting for another tab',
    newer: 'This tab is of an older version',
    refused: 'This browser keeps nothing here',
    damaged: 'What is stored here cannot be opened',
    full: 'There is no room left',
    failed: 'Saving failed',
  },
  badge: 'Not saved',
  badgeHint: 'What is trained here is only in the memory of this tab. Show why, and what can be done.',
  inMemory: (names: readonly string[]) =>
    names.length === 0
      ? 'What you train now stays in the memory of this tab, and is gone when the tab is closed.'
      : `${named(names)} ${plural(names.length, 'is', 'are')} in the memory of this tab, and gone when it is closed, unless saved or exported before.`,
  retry: 'Try again',
  trying: 'Trying…',
  reload: 'Reload',
  export: (runs: number) => plural(runs, 'Export the run in memory', 'Export the runs in memory'),
  goOn: 'Go on without saving',
  startAnew: 'Delete it and begin anew',
  ask: {
    startAnew:
      'Every run and text that is stored here will be deleted, and cannot be brought back. What is in the memory of this tab stays, and is saved anew.',
    reload: 'What is only in the memory of this tab is lost when the page is reloaded. Export it first.',
  },
  yes: { startAnew: 'Delete everything stored', reload: 'Reload all the same' },
  no: 'Not now',
  goneTitle: 'What was stored here is gone',
  gone: (names: readonly string[]) =>
    'The browser, another tab or another program has deleted it, or it was damaged on the disk. ' +
    (names.length === 0 ? 'All of it was still in memory.' : `Missing: ${named(names)}.`),
  stillHere: (name: string) => `“${name}” was still in the memory of this tab, and has been saved again.`,
  understood: 'Understood',
};
