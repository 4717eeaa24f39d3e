/** What is told of the ways in and out, and of installing: in English. */
import { count, roughly } from '../format.ts';
import { counted } from './plural.ts';

export const ways = {
  chooseFolder: 'Choose a folder',
  chooseFolderHint: 'All texts in it, as one. What else is in it is left out.',
  filesHint:
    'Text, Word (.docx) or e-book (.epub), one or several, in any language. Or drop them anywhere on this page.',
  folderAndMore: (name: string, more: number) => `${name} and ${count(more)} more`,
  folderTooFull: (most: number) =>
    `There are more than ${count(most)} files in this folder. Choose one with fewer, such as a folder inside of it.`,
  folderClosed: (detail: string) =>
    `The folder could not be opened (${detail}). It may have been moved, or the browser may not look into it: choose another one.`,
  folderFiles: (name: string) => `What is in ${name}`,
  pasteNotHere: (characters: number, most: number) =>
    `The pasted text has ${count(characters)} characters, and a field here takes at most ${count(most)} at once. Paste a part of it. To learn from all of it, paste it beside any field.`,
  pasteTooLarge: (megabytes: number, most: number) =>
    `What you pasted is too large: ${count(megabytes)} MB, and at most ${count(most)} MB can be read. Paste a part of it.`,
  timeLeft: (seconds: number) => `about ${roughly(seconds)} left`,
  stop: 'Stop',
  shared: {
    empty: 'Nothing came with what was shared: no text and no file. Share again, and choose the text itself.',
    onlyAddress: (address: string) =>
      `Only an address was shared, ${address}, and Unroll fetches nothing from other places. Open that page, select its text and share that.`,
    lost: 'What was shared did not arrive: the browser had no room to keep it, or was closed meanwhile. Free some space on the device, then share it again.',
    name: (title: string) => `${title}.txt`,
    untitled: 'Shared text',
  },
  link: {
    copy: 'Copy a link with these settings',
    share: 'Share a link with these settings',
    hint: 'The link holds the settings and nothing of your text.',
    copyCommand: 'Copy as a command',
    commandHint: 'Trains with these settings in a terminal, where the source of Unroll is.',
    copied: { link: 'The link is copied.', command: 'The command is copied.' },
    notCopied: 'The browser would not let it be copied. Select it here and copy it by hand:',
    taken: (settings: number) => `${counted(settings, 'setting', 'settings')} came with the link you opened.`,
    same: 'The link you opened holds the settings that are chosen already.',
    clamped: (label: string, was: string, became: string) => `“${label}” was ${was} there and is ${became} here.`,
    unknown: (names: readonly string[], more: number) =>
      `This version knows nothing of ${names.join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}.`,
    newer: (version: number, known: number) =>
      `The link you opened is of a newer version of Unroll (its settings are ${version}, and this app reads ${known}). Nothing was changed. Update the app, then open it again.`,
    undo: 'Take my own settings back',
    dismiss: 'Keep them',
    title: 'Settings from a link',
  },
  share: {
    text: 'Share',
    file: 'Share it',
    failed: 'The browser would not share this. Copy it or save it as a file instead.',
  },
  page: {
    export: 'Export web page',
    exportSized: (size: string) => `Export web page (${size})`,
    hint: 'One file that writes by itself in any browser, without Unroll and without a network.',
    exported: (name: string, size: string) => `“${name}” is saved: ${size}. Open it in any browser, and it writes.`,
    tooLarge: (parameters: number, most: number) =>
      `This network has ${count(parameters)} parameters, and a page that writes by itself holds at most ${count(most)}. Export it as ONNX instead.`,
    otherTask:
      'Only a network that writes on can become a page that writes by itself; this one does something else. Export it as ONNX instead.',
  },
  install: {
    button: 'Install',
    hint: 'As an app of its own, that opens without a network.',
    onApple: 'Press Share in Safari’s bar, then “Add to Home Screen”.',
    installed: 'Unroll is installed. It opens without a network from now on.',
  },
  manifest: {
    description: 'Train recurrent networks on your own text, on your own device, offline, and write with them.',
    train: 'Train a network',
    write: 'Write',
    pictures: {
      train: 'Training: the loss falls, and samples grow from noise to words',
      write: 'Writing with a trained network',
      text: 'Choosing a text, with the network unrolled over it',
      library: 'The Library of trained networks',
    },
  },
};
