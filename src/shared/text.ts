/** What was understood of a text, as the page shows it. */
import type { LabelledSampleId } from './labelled.ts';

export type SampleId = 'moby-dick' | 'sonnets' | 'tang-poems';

export const NOTE_KINDS = [
  'byte-order-mark-removed',
  'line-ends-folded',
  'composed', // NFC
  'lone-surrogates-replaced',
  'undecodable-bytes-replaced',
  'control-characters-dropped',
  'files-joined',
  'files-left-out', // what else was in a folder
  'documents-unpacked', // Word documents and e-books
  'encoding-guessed',
  'many-symbols', // more than the default vocabulary cap
  'files-as-classes',
  'columns-chosen',
  'rows-incomplete',
  'lines-empty',
  'lines-tidied',
  'lines-cut',
  'labels-merged',
  'duplicates-dropped',
  'contradictions', // the same line under several labels
  'classes-of-one', // a class with a single line
  'classes-uneven',
] as const;

/** Where a text can come from. */
export const TEXT_SOURCES = ['files', 'paste', 'sample'] as const;

/** Something that was changed or left out while reading, so that nothing is dropped in silence. */
export interface ReadingNote {
  readonly kind: (typeof NOTE_KINDS)[number];
  /** How many characters (or bytes, files, lines, labels) it concerned. */
  readonly count: number;
  /** A complete sentence for the user. */
  readonly message: string;
}

export interface TextSummary {
  readonly id: string;
  readonly name: string;
  readonly source: (typeof TEXT_SOURCES)[number];
  /** Size of what was brought, in bytes. */
  readonly bytes: number;
  /** Unicode code points after folding. */
  readonly characters: number;
  /** Distinct code points. */
  readonly distinct: number;
  /** Encoding label, such as `UTF-8`; several when several files differed. */
  readonly encoding: string;
  /** The first lines, at most 600 characters. */
  readonly beginning: string;
  readonly notes: readonly ReadingNote[];
  /** How much harder the end is to predict than the rest, as a share; absent where the text is of one kind throughout. */
  readonly drift?: number;
  /** SHA-256 of the folded text in UTF-8, as hexadecimal: how a run finds its text again. */
  readonly hash: string;
  readonly createdAt: number;
}

/** A file of a folder, and where it stands in it: `diary/2024/may.txt`. */
export interface FolderFile {
  readonly path: string;
  readonly file: File;
}

/** All that is in a folder. Only its texts are read; the rest is left out, and named. */
export interface BroughtFolder {
  readonly name: string;
  readonly files: readonly FolderFile[];
}

/** Anything bundled that can be learned from. */
export type AnySampleId = SampleId | LabelledSampleId;

/** What can be handed in to be read. */
export type TextInput =
  | {
      readonly kind: 'files';
      readonly files: readonly File[];
      /** Is each of several files a class, whose lines are to be told from those of the others? */
      readonly areClasses?: boolean;
    }
  | { readonly kind: 'folder'; readonly folder: BroughtFolder }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'sample'; readonly id: AnySampleId };

export interface Sample {
  readonly id: SampleId;
  readonly name: string;
  readonly language: 'en' | 'zh';
}

/** Bundled texts, extracted from packages at build time and served as `samples/<id>.txt`. */
export const SAMPLES: readonly Sample[] = [
  { id: 'moby-dick', name: 'Moby-Dick', language: 'en' },
  { id: 'sonnets', name: 'Shakespeare’s sonnets', language: 'en' },
  { id: 'tang-poems', name: '唐诗五绝', language: 'zh' },
];

/** No text above this many bytes is read, so that the device is not run out of memory. */
export const MAXIMUM_TEXT_BYTES = 100 * 1024 * 1024;

/** A folder with more files than this is not looked through. */
export const MAXIMUM_FOLDER_FILES = 5000;

/** Fewer characters than this cannot be split into a part to learn from and a part to test on. */
export const MINIMUM_TEXT_CHARACTERS = 200;

/** With fewer characters than this for each different symbol, how the rarer ones are used cannot be learned. */
export const LEAST_PER_SYMBOL = 50;
