/**
 * `library.json`: what a backup holds, entry by entry. Of a run it tells only what its checkpoints do not know of
 * themselves: everything else is read from them, so there is nothing that could contradict them.
 */
import { files } from '../../messages/files.ts';
import * as v from 'valibot';
import { FormatError } from '../../shared/errors.ts';
import type { RunState } from '../../shared/run.ts';
import { LONGEST_PASSAGE, type KeptPassage } from '../../shared/kept-passage.ts';
import { NOTE_KINDS, TEXT_SOURCES, type TextSummary } from '../../shared/text.ts';
import { duplicateKey } from '../json-keys.ts';
import { NGRAM_NATS } from '../schemas.ts';
import { damaged, quoted } from './zip.ts';

export const MANIFEST_PATH = 'library.json';
const FORMAT = 'unroll-backup';
/** Version 2 brought the kept passages. A backup without any is of version 1, so that an app that knows no more can read it. */
export const BACKUP_VERSION = 2;

/** Some 3,000 runs. More would take seconds and much memory to refuse. */
const MOST_BYTES = 4_000_000;
/** More than so many runs need. Each may open an object, name a key or part two values, which takes many times the memory and the time of its bytes. */
const MOST_MARKS = 300_000;
const MARKS: ReadonlySet<number> = new Set(['[', '{', ':', ','].map((mark) => mark.charCodeAt(0)));

interface Stored {
  /** Of its entry in the archive. */
  readonly path: string;
  readonly byteLength: number;
  /** SHA-256, hexadecimal. */
  readonly checksum: string;
}

/** Everything about a text but its id, which is its own on every device; its hash is the checksum. */
export type TextDetails = Omit<TextSummary, 'id' | 'hash'>;

/** What a run has beside its checkpoints. */
export interface RunIdentity {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly state: RunState;
  /** Where it stands. A pinned checkpoint may be further, on a course the run has left. */
  readonly step: number;
  /** As in its summary: its last checkpoint may have been written before they were counted. */
  readonly ngramNats?: readonly number[];
}

export interface CheckpointDetails {
  readonly step: number;
  /** Epoch milliseconds. */
  readonly savedAt: number;
  readonly validationNats: number | null;
  readonly pinned: boolean;
}

/** Everything about a kept passage but its text, which is a file of its own. */
export type PassageDetails = Omit<KeptPassage, 'text'>;

export type BackupPassage = Stored & { readonly details: PassageDetails };
export type BackupText = Stored & { readonly details: TextDetails };
export type BackupCheckpoint = Stored & CheckpointDetails;
/** A run, its checkpoints in the order of their steps. */
export type BackupRun = RunIdentity & { readonly checkpoints: readonly BackupCheckpoint[] };

export interface Manifest {
  /** Epoch milliseconds. */
  readonly madeAt: number;
  readonly texts: readonly BackupText[];
  readonly passages: readonly BackupPassage[];
  readonly runs: readonly BackupRun[];
}

/** Of a code unit in UTF-8. */
const MOST_BYTES_A_UNIT = 3;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const amount = v.pipe(v.number(), v.finite());
const name = '[^/\\\\]+';
const stored = (path: RegExp) => ({
  path: v.pipe(
    v.string(),
    v.regex(path),
    v.check((text) => !/(^|\/)\.\.?(\/|$)/.test(text), 'It leads elsewhere'),
  ),
  byteLength: count,
  checksum: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

const TEXT: v.GenericSchema<unknown, BackupText> = v.object({
  ...stored(new RegExp(`^texts/${name}\\.txt$`, 'u')),
  details: v.object({
    name: v.string(),
    source: v.picklist(TEXT_SOURCES),
    bytes: count,
    characters: count,
    distinct: count,
    encoding: v.string(),
    beginning: v.string(),
    drift: v.exactOptional(v.pipe(v.number(), v.finite())),
    notes: v.array(v.object({ kind: v.picklist(NOTE_KINDS), count, message: v.string() })),
    createdAt: count,
  }),
});

const PASSAGE_DETAILS: v.GenericSchema<unknown, PassageDetails> = v.object({
  id: v.pipe(v.string(), v.uuid()),
  keptAt: count,
  writer: v.nullable(v.object({ runId: v.pipe(v.string(), v.uuid()), name: v.string(), step: count })),
  settings: v.object({ temperature: amount, topK: amount, topP: amount, seed: amount }),
});

const PASSAGE: v.GenericSchema<unknown, BackupPassage> = v.object({
  ...stored(new RegExp(`^passages/${name}\\.txt$`, 'u')),
  byteLength: v.pipe(count, v.maxValue(MOST_BYTES_A_UNIT * LONGEST_PASSAGE)),
  details: PASSAGE_DETAILS,
});

const RUN: v.GenericSchema<unknown, BackupRun> = v.object({
  id: v.pipe(v.string(), v.uuid()),
  name: v.string(),
  createdAt: count,
  updatedAt: count,
  state: v.picklist(['training', 'paused', 'stopped', 'finished', 'interrupted', 'failed']),
  step: count,
  ngramNats: v.exactOptional(NGRAM_NATS),
  checkpoints: v.pipe(
    v.array(
      v.object({
        ...stored(new RegExp(`^runs/${name}/${name}\\.safetensors$`, 'u')),
        step: count,
        savedAt: count,
        validationNats: v.nullable(v.pipe(v.number(), v.finite())),
        pinned: v.boolean(),
      }),
    ),
    v.minLength(1, 'The run has no checkpoint'),
    v.check((all) => all.every(({ step }, at) => at === 0 || step > all[at - 1].step), 'They are not in order'),
  ),
});

const MANIFEST: v.GenericSchema<unknown, Manifest> = v.object({
  madeAt: count,
  texts: v.pipe(
    v.array(TEXT),
    v.check((texts) => areDistinct(texts.map((each) => each.checksum)), 'A text is there twice'),
  ),
  passages: v.optional(
    v.pipe(
      v.array(PASSAGE),
      v.check((passages) => areDistinct(passages.map(({ details }) => details.id)), 'A passage is there twice'),
    ),
    [],
  ),
  runs: v.pipe(
    v.array(RUN),
    v.check((runs) => areDistinct(runs.map((each) => each.id)), 'A run is there twice'),
  ),
});

const IDENTITY = v.object({ format: v.literal(FORMAT), version: v.pipe(v.number(), v.integer(), v.minValue(1)) });

function areDistinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

/** Can a backup hold it, and its reader take it back? Anything may have been stored once. */
export function isSoundPassage({ text, ...details }: KeptPassage): boolean {
  return text.length <= LONGEST_PASSAGE && v.is(PASSAGE_DETAILS, details);
}

/** @throws FormatError when the library has too many runs and texts to be listed in one backup. */
export function encodeManifest(manifest: Manifest): Uint8Array<ArrayBuffer> {
  const { madeAt, texts, passages, runs } = manifest;
  const whole =
    passages.length > 0
      ? { format: FORMAT, version: BACKUP_VERSION, madeAt, texts, passages, runs }
      : { format: FORMAT, version: 1, madeAt, texts, runs };
  const bytes = new TextEncoder().encode(JSON.stringify(whole, null, 1));
  checkSize(bytes.length);
  checkMarks(bytes);
  return bytes;
}

/** @throws FormatError when it is of a newer version, or naming what in it does not fit. */
export function decodeManifest(bytes: Uint8Array): Manifest {
  checkMarks(bytes);
  const text = decodeText(bytes);
  const value = parse(text);
  const identity = v.safeParse(IDENTITY, value);
  if (!identity.success) throw damaged('its library.json does not say that it is one');
  const { version } = identity.output;
  if (version > BACKUP_VERSION) {
    throw new FormatError(files.backup.newer(version, BACKUP_VERSION));
  }
  const twice = duplicateKey(text);
  if (twice !== null) throw damaged(`its library.json has the key ${quoted(twice)} twice in one place`);
  const result = v.safeParse(MANIFEST, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw damaged(`“${v.getDotPath(issue) ?? 'it'}” of its library.json does not fit: ${issue.message.slice(0, 200)}`);
}

/** @throws FormatError when a library.json of so many bytes is more than is read. */
export function checkSize(bytes: number): void {
  if (bytes <= MOST_BYTES) return;
  throw new FormatError(files.backup.listTooLong(bytes, MOST_BYTES));
}

function checkMarks(bytes: Uint8Array): void {
  let marks = 0;
  for (const byte of bytes) if (MARKS.has(byte)) marks++;
  if (marks <= MOST_MARKS) return;
  throw new FormatError(files.backup.tooManyMarks(marks, MOST_MARKS));
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw damaged('its library.json is not UTF-8 text', cause);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw damaged('its library.json is not JSON', cause);
  }
}
