/** What is told of a text that is read, or refused: in English. */
import { count } from '../format.ts';
import { counted, plural } from './plural.ts';

/** The first of many, as a list. */
const some = (names: readonly string[], more: boolean): string => names.join(', ') + (more ? ' and so on' : '');

const NOT_A_PICTURE = 'Choose a text file; text inside a picture cannot be read.';
const UNPACK = 'Unpack it first, and choose the text files in it.';
const SAVE_AS_TEXT = 'Open it in its own program, save it as plain text (.txt), and choose that file.';

export const reading = {
  pasted: 'Pasted text',
  andMore: (name: string, more: number) => `${name} and ${count(more)} more`,
  noFile: 'No file was chosen. Choose a text file, paste a text, or take a sample.',
  unreadable: (name: string) =>
    `“${name}” could not be read. It may be a folder, or it was moved or changed meanwhile: choose it again.`,
  utf32: (name: string) => `“${name}” is in UTF-32, which browsers cannot read. Save it as UTF-8 and choose it again.`,
  noText: (name: string) =>
    `“${name}” is not a text: it is full of bytes that stand for no character. ` +
    'If it is a document, save it as plain text (.txt) in its own program and choose that file.',
  /** @param advice a sentence */
  otherKind: (name: string, what: string, advice: string) => `“${name}” is ${what}, not a text. ${advice}`,
  kinds: {
    picture: (format: string) => `a ${format} picture`,
    archive: (format: string) => `${format.startsWith('xz') ? 'an' : 'a'} ${format} archive`,
    sound: (format: string) => `${/^[MO]/.test(format) ? 'an' : 'a'} ${format} sound`,
    pdf: 'a PDF document',
    oldOffice: 'an old Word or Office document',
    office: 'a Word or Office document',
    rtf: 'a rich text document (RTF)',
    docx: 'a Word document (DOCX)',
    xlsx: 'an Excel workbook (XLSX)',
    pptx: 'a PowerPoint presentation (PPTX)',
    epub: 'an e-book (EPUB)',
    odt: 'an OpenDocument file (ODT)',
    movie: 'a film or picture (MP4, HEIC)',
    film: 'a film (WebM, Matroska)',
    program: 'a program',
    webAssembly: 'a WebAssembly program',
    database: 'a database (SQLite)',
    network: 'a network (safetensors)',
    backup: 'a backup of Unroll',
  },
  advice: {
    notAPicture: NOT_A_PICTURE,
    unpack: UNPACK,
    saveAsText: SAVE_AS_TEXT,
    chooseText: 'Choose a text file.',
    exportText: 'Export its text first, and choose that file.',
    importIt: 'To bring a run back, use Import in the Library.',
    restoreIt: 'To bring it back, use “Restore a backup” in the Library.',
  },
  fileTooLarge: (name: string, megabytes: number, most: number) =>
    `“${name}” is too large: ${count(megabytes)} MB, and at most ${count(most)} MB can be read. Choose a part of it.`,
  folderTooLarge: (name: string, megabytes: number, most: number) =>
    `The texts in “${name}” together are too large: ${count(megabytes)} MB and more, and at most ${count(most)} MB can be read. Choose a part of it.`,
  folderWithoutText: (name: string, files: number, names: readonly string[]) =>
    files === 0
      ? `“${name}” is an empty folder. Choose one with texts in it.`
      : `There is no text in “${name}”: ${plural(files, 'its only file is none', `none of its ${count(files)} files is one`)} (${some(names, files > names.length)}). Choose a folder with texts in it.`,
  documentBroken: (name: string, detail: string) =>
    `“${name}” is damaged: ${detail}. Get the whole file again, or save its text as .txt and choose that.`,
  documentLocked: (name: string) =>
    `“${name}” is locked by a password. Open it in its own program, save it without one, and choose it again.`,
  documentTooLarge: (name: string, detail: string, most: number) =>
    `“${name}” is too large once it is unpacked (${detail}); at most ${count(most)} MB are. Save its text as .txt and choose that.`,
  documentTooMuch: (name: string) =>
    `“${name}” asks for more memory than this device gives. Save its text as .txt and choose that.`,
  stopped: 'Reading was stopped. Nothing was changed.',
  documentEmpty: (name: string) => `“${name}” has no text in it. Choose another document.`,
  bookWithoutText: (name: string) =>
    `“${name}” has no text in it: its pages are pictures. Text inside a picture cannot be read; choose another book.`,
  bookLocked: (name: string) =>
    `“${name}” is protected against copying (DRM), so only the shop’s own program can read it. Choose a book without protection.`,
  filesTooLarge: (megabytes: number, most: number) =>
    `The chosen files together are too large: ${count(megabytes)} MB, and at most ${count(most)} MB can be read. Choose a part of it.`,
  pasteTooLarge: (megabytes: number, most: number) =>
    `The pasted text is too large: ${count(megabytes)} MB, and at most ${count(most)} MB can be read. Choose a part of it.`,
  empty: (name: string, least: number) => `“${name}” is empty. Bring a text of at least ${least} characters.`,
  tooShort: (name: string, characters: number, least: number) =>
    `“${name}” has ${counted(characters, 'character', 'characters')}, and at least ${least} are needed: a part to learn ` +
    'from and a part to test on. Bring a longer text.',
  oneSymbol: (name: string, symbol: string, times: number) =>
    `“${name}” is one character, ${symbol}, ${count(times)} times: there is nothing to learn. Bring another text.`,
  symbols: { space: 'the space', lineEnd: 'the line end', tab: 'the tab' },
  notLoaded: (status: number) =>
    `The bundled text could not be loaded (status ${status}). Go online once and try again.`,
  notes: {
    joined: (files: number, names: readonly string[], more: boolean) =>
      `${files} files were joined in the order of their names: ${some(names, more)}.`,
    leftOut: (files: number, names: readonly string[], more: boolean) =>
      `${counted(files, 'other file', 'other files')} in the folder ${plural(files, 'is', 'are')} no text and ${plural(files, 'was', 'were')} left out: ${some(names, more)}.`,
    unpacked: (documents: number) =>
      `Of ${plural(documents, 'the document', `${count(documents)} documents`)} only the running text was taken: one line a paragraph, without pictures, notes, headers and footers.`,
    manySymbols: (distinct: number, cap: number, setting: string) =>
      `This text has ${count(distinct)} different symbols. The ${count(cap)} most frequent are learned, and all rarer ` +
      `ones as one; the setting “${setting}” changes how many.`,
    guessed: (file: string, encoding: string) =>
      `“${file}” was read as ${encoding}, which is a guess. If it looks wrong, save it as UTF-8 and choose it again.`,
    undecodable: (file: string, encoding: string, places: number) =>
      `${counted(places, 'place', 'places')} in “${file}” could not be decoded as ${encoding} and became �.`,
    marks: (marks: number) =>
      `${counted(marks, 'invisible byte order mark was', 'invisible byte order marks were')} left out.`,
    lineEnds: (ends: number) =>
      `${counted(ends, 'line end was', 'line ends were')} turned from the Windows or old Mac kind into a plain one.`,
    composed: (characters: number) =>
      `${counted(characters, 'character was', 'characters were')} put together from parts, such as a letter and its accent (Unicode NFC).`,
    halves: (halves: number) =>
      `${counted(halves, 'half of a symbol was', 'halves of symbols were')} replaced by �: the other half was missing.`,
    controls: (controls: number) =>
      `${counted(controls, 'invisible control character was', 'invisible control characters were')} left out.`,
  },
  /** What is told of a run that goes on with another text. */
  extension: {
    knowsNone: (name: string, distinct: number) =>
      `“${name}” knows none of the ${distinct} symbols of this text. It learns them all anew, so a new network would be as quick.`,
    added: (name: string, added: number) =>
      `${counted(added, 'symbol', 'symbols')} of this text ${plural(added, 'is', 'are')} new to “${name}” and will be added.`,
    leftOut: (leftOut: number, cap: number) =>
      `${counted(leftOut, 'symbol', 'symbols')} of this text ${plural(leftOut, 'does', 'do')} not fit into the vocabulary, whose cap is ${cap}, ` +
      'and will be learned as one. The setting “Vocabulary cap” changes that.',
    noRoom: (name: string, distinct: number, cap: number) =>
      `“${name}” knows none of the ${distinct} symbols of this text, and its vocabulary is full: the cap is ${cap}. ` +
      'Raise the vocabulary cap in Settings, or train a new network on this text.',
  },
  split: (length: number, percent: number, training: number, validation: number, least: number) =>
    `Of a text of ${length} characters, ${percent} % held out leaves ${training} to learn from and ${validation} ` +
    `to test on; both need at least ${least}. Bring a longer text, or change how much is held out.`,
  tooShortForLanes: (characters: number, lanes: number, windowSteps: number) =>
    `A text of ${characters} characters is too short to be read in ${lanes} places by windows of ${windowSteps}. ` +
    'Make the batch or the window smaller, or bring a longer text.',
  nothingToPredict: (characters: number) =>
    `A text of ${characters} characters has nothing to predict. Bring a longer text.`,
  unseen: (symbols: readonly string[], more: number) =>
    `The network never saw ${symbols.join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}. Leave ${plural(symbols.length, 'it', 'them')} out.`,
  tooLongToCompare: (characters: number, most: number) =>
    `The text has ${count(characters)} characters; passages are looked up in texts of at most ${count(most)}.`,
};
