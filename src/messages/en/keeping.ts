/** What is told of a storage that refuses: in English. */
const NOTHING_KEPT =
  'This browser does not let Unroll keep anything here (a private window, or storage for this site is blocked). ' +
  'Allow it in the browser’s site settings, or use a normal window; until then, export what you want to keep.';

export const keeping = {
  /** What was tried, to follow “could not”. */
  doing: {
    open: 'open its storage',
    deleteAll: 'delete what is stored',
    keepText: (name: string) => `keep the text “${name}”`,
    listTexts: 'list the texts',
    readText: 'read the text',
    removeText: 'remove the text',
    keepRun: (name: string) => `keep the run “${name}”`,
    saveRun: (name: string) => `save the run “${name}”`,
    listRuns: 'list the runs',
    readRun: 'read the run',
    changeRun: 'change the run',
    removeRun: 'remove the run',
    listCheckpoints: 'list the checkpoints',
    pin: 'pin the checkpoint',
    readCheckpoint: 'read the checkpoint',
    listPassages: 'list the kept passages',
    keepPassage: 'keep the passage',
    removePassage: 'remove the passage',
    readPage: 'read the page of the run',
    keepPage: 'keep the page of the run',
  },
  nothingKept: NOTHING_KEPT,
  full: (doing: string) =>
    `Unroll could not ${doing}: the browser has no room left for it. What was saved before is kept. ` +
    'Free space on the device or remove runs in the Library; an export keeps this one as a file.',
  newer:
    'What is stored here belongs to a newer version of Unroll than this tab runs, and is left untouched. ' +
    'Reload the page to get the newer version; export first what is only in this tab.',
  refused: (doing: string) => `Unroll could not ${doing}. ${NOTHING_KEPT}`,
  waiting:
    'Another tab of Unroll, perhaps of an older version, holds what is stored here, or the browser does not answer. ' +
    'Close the other tabs of Unroll: this one goes on by itself.',
  damaged: (doing: string, detail: string) =>
    `Unroll could not ${doing} (${detail}): what the browser keeps here seems to be damaged. ` +
    'Try again, or restart the browser; if that does not help, delete what is stored and begin anew.',
  failed: (doing: string, detail: string) =>
    `Unroll could not ${doing} (${detail}). What was saved before is kept. ` +
    'Try again; if it happens once more, export the run as a file and reload the page.',
  insecure: 'Unroll can keep runs only when opened over https:// or on localhost. Open it there.',
  noLongerKept: (step: number) => `The checkpoint of step ${step} is no longer kept. Choose another one.`,
  nothingSaved: 'Nothing was saved of this run yet. Train it again, or import an exported file of it.',
  alreadyHere: (name: string) =>
    `“${name}” came in by another tab meanwhile. Look at it in the Library, then try again.`,
  runGone: 'This run is no longer in the Library. Reload the page to see what is.',
  textGone: 'This text is no longer kept here. Choose it again in Text.',
  textInUse: (text: string, run: string) =>
    `The text “${text}” cannot be removed: the run “${run}” learns from it. Remove that run first.`,
  passageTooLong: (length: number, most: number) =>
    `The passage has ${length} characters, and one of at most ${most} can be kept. Select a part of the page, and keep that.`,
  pageTooLong: (length: number, most: number) =>
    `The page has ${length} characters, and one of at most ${most} is kept. Save it as a file.`,
  takenOver: (name: string) =>
    `“${name}” was taken over by another tab and goes on there. Nothing of it is saved from here.`,
  removedElsewhere: (name: string) =>
    `“${name}” was removed in another tab. Nothing of it is saved from here; an export keeps it as a file.`,
  checkpointDamaged: (step: number, found: string) =>
    `The checkpoint of step ${step} is damaged: ${found}. Choose another one.`,
  noneWhole: (damages: string) =>
    `No checkpoint of this run is whole (${damages}). The device may have run out of space or been switched ` +
    'off while saving. Import an exported file of it if there is one; otherwise remove the run and train again.',
  damageAt: (step: number, found: string) => `step ${step}: ${found}`,
};
