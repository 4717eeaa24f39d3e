/** Every drill there is: what is done, how often, and what of it is measured. The table of docs/reliability.md names them in this order. */

export interface Drill {
  /** What is done and what must come out, as the table says it. */
  readonly what: string;
  /** How often `npm test` does it; 0 for what only the long run does. */
  readonly quick: number;
  /** How often it is promised to be done by `npm run test:soak`; `each` where something is gone through from end to end. */
  readonly promised: number | 'each';
  /** What the measure means whose worst is told, to follow the figure: “s lost”. Left out where none is taken. */
  readonly unit?: string;
}

function catalogue<Name extends string>(drills: Readonly<Record<Name, Drill>>): Readonly<Record<Name, Drill>> {
  return drills;
}

export const DRILLS = catalogue({
  'browser-killed': {
    what: 'The whole browser killed (SIGKILL to its process group) at random moments of training, on one profile on disk: the run is in the Library, at most ten seconds short, and goes on',
    quick: 5,
    promised: 100,
    unit: 's of training lost',
  },
  'save-killed': {
    what: 'The whole browser killed at each step (request to IndexedDB) of saving a checkpoint and pruning older ones: the state is the old or the new one, whole, and the run goes on',
    quick: 2,
    promised: 'each',
  },
  'import-killed': {
    what: 'The same at each step of an import: the run is there whole, byte for byte, or not at all, and the other runs as they were',
    quick: 1,
    promised: 'each',
  },
  'restore-killed': {
    what: 'The same at each step of a restore that moves the run which is there out of the way: both runs are there whole, or the old one as it was',
    quick: 1,
    promised: 'each',
  },
  'migration-killed': {
    what: 'The same at each step of bringing the storage of every released version to this one: all runs are there and go on',
    quick: 1,
    promised: 'each',
  },
  frozen: {
    what: 'The page frozen, then made active: it goes on. Frozen and killed: at most ten seconds lost',
    quick: 1,
    promised: 20,
    unit: 's of training lost',
  },
  'precache-fails': {
    what: 'Each file of the app in turn fails to come at the first visit (connection lost, 404, cut off): “Ready to work offline” is not said; a further visit heals it, says it, and all works offline',
    quick: 3,
    promised: 'each',
  },
  'thread-dies': {
    what: 'The training thread dies of an error: Resume is offered within two seconds, and the run goes on',
    quick: 2,
    promised: 25,
    unit: 's until Resume was offered',
  },
  'page-crashes': {
    what: 'The page’s process crashes: a new tab offers Resume within two seconds, and at most ten seconds are lost',
    quick: 2,
    promised: 25,
    unit: 's until Resume was offered',
  },
  'no-room': {
    what: 'No room left (quota lowered over the DevTools protocol): said, training goes on, the old checkpoint loads',
    quick: 1,
    promised: 20,
    unit: 's until it was said',
  },
  'thread-silent': {
    what: 'The training thread ends in silence, without an error: Resume is offered within two seconds, and the run goes on',
    quick: 2,
    promised: 25,
    unit: 's until Resume was offered',
  },
  'database-deleted': {
    what: 'Another tab deletes the database during training: it is said, the run is saved again, and after a reload it goes on',
    quick: 2,
    promised: 20,
    unit: 's until it was said',
  },
  'connection-closed': {
    what: 'The browser closes the connection and clears the database during training (DevTools protocol): the same',
    quick: 2,
    promised: 20,
    unit: 's until it was said',
  },
  'files-garbled': {
    what: 'The files of the database garbled, removed, or their index or log garbled, between two visits: the missing run is named, once, and a new one is kept',
    quick: 2,
    promised: 20,
  },
  resumed: {
    what: 'Resumed from a file three times, against uninterrupted: seeds × cells, SIMD kernels, two real threads, Node: losses, weights, moments, carried state and random numbers equal to the last bit',
    quick: 9,
    promised: 60,
  },
  tabs: {
    what: 'Two to five tabs (in Node, with locks and messages that come in a random order) train, pause, resume, take over, rename, remove and die at random: one writer a run at any time, no run lost, steps only grow under one writer, each checkpoint kept is whole',
    quick: 3,
    promised: 100,
  },
  'tabs-browser': {
    what: 'Two to five tabs of one browser at once train, pause, resume, take over, rename, delete, undo and close at random, through the page: no writer of a run saves after its successor, no run and no later step of one is lost, each checkpoint kept is whole, and a run goes on',
    quick: 1,
    promised: 100,
  },
  'bytes-damaged': {
    what: 'A stored checkpoint flipped, cut, blanked or lengthened, one or two of the newest: detected, and the newest whole one loaded',
    quick: 200,
    promised: 1000,
  },
  'store-model': {
    what: 'The store against a model: random saves, pins, renames, removals, texts, damages, reopenings, writes broken off, two saves at once: no divergence',
    quick: 300,
    promised: 5000,
  },
  'hostile-strings': {
    what: 'Hostile strings as text, file name, address, run name and prompt, and a network that learned them: none runs, none becomes an element',
    quick: 40,
    promised: 200,
  },
  'requests-stay': {
    what: 'All requests over the browser suite, of pages, workers and service workers: none leaves this machine',
    quick: 0,
    promised: 'each',
  },
  'policy-kept': {
    what: 'All tests of the browser suite but the one that provokes it: no violation of the content security policy in a page, a worker or a service worker',
    quick: 0,
    promised: 'each',
  },
  'long-training': {
    what: 'Training as long as UNROLL_SOAK_MINUTES says (two hours and 500 checkpoints are wanted): memory rises by less than 1 MB a minute at no more than 400 MB, storage stays within ten checkpoints and the text, speed falls by less than 5 %. Counted in checkpoints',
    quick: 0,
    promised: 'each',
    unit: 'MB a minute more memory',
  },
  'minute-kept': {
    what: 'The one-minute preset on bundled texts, trained to its end in the browser: the time taken is the time promised, within 20 %, and the result as good as a 3-gram or better',
    quick: 0,
    promised: 2,
    unit: '% off the promise',
  },
  'long-memory': {
    what: 'A network on a task that only memory solves (copy, adding, embedded Reber grammar, aⁿbⁿ, Dyck-1), to its end: LSTM and GRU solve it, the vanilla network does not where the literature says so. docs/recipe.md has the figures',
    quick: 6,
    promised: 'each',
  },
  'files-mutated': {
    what: 'A checkpoint file mutated in 13 ways, then read: refused with a FormatError or read whole, within 1 s of processor time and twice the file and 16 MB of memory',
    quick: 2000,
    promised: 100_000,
    unit: 's of processor time',
  },
  'backups-mutated': {
    what: 'A backup mutated in 20 ways, then read, all of it: refused with a FormatError, or read in whole or file by file, within the same bounds',
    quick: 2000,
    promised: 50_000,
    unit: 's of processor time',
  },
  bombs: {
    what: 'Checkpoints and backups made to overwhelm their reader, 65 kinds, through Import and Restore in the browser: refused in words within a second, the page stays at hand, the Library is as it was',
    quick: 20,
    promised: 100,
    unit: 's until it was refused',
  },
  'large-library': {
    what: 'A library of 500 MB restored and backed up in the browser: page and workers never hold 200 MB more than at rest',
    quick: 0,
    promised: 1,
    unit: 'MB more than at rest',
  },
});

export type DrillName = keyof typeof DRILLS;
