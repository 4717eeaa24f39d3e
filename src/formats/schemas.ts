/** What the JSON inside our files must look like, checked field by field when a file is read. */
import { files } from '../messages/files.ts';
import * as v from 'valibot';
import { FormatError } from '../shared/errors.ts';
import { MAXIMUM_CLASSES } from '../shared/labelled.ts';
import type { ClassifyTask, NetworkConfiguration, Task, VocabularyData } from '../shared/network.ts';
import type { RunOrigin } from '../shared/origin.ts';
import type { SampleText, TextReference, TrainingProgress } from '../shared/run.ts';
import { SETTINGS } from '../shared/settings.ts';

const CODE_POINTS = 0x110000;
const MOST_SAMPLES = 256;
const MOST_SAMPLE_LENGTH = 10_000;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const positive = (maximum: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maximum));
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));

const TASK: v.GenericSchema<unknown, Task> = v.variant('kind', [
  v.strictObject({ kind: v.literal('continue') }),
  v.strictObject({
    kind: v.literal('fill'),
    share: v.pipe(v.number(), v.minValue(SETTINGS.maskShare.minimum), v.maxValue(SETTINGS.maskShare.maximum)),
  }),
  v.strictObject({
    kind: v.literal('classify'),
    classes: v.pipe(positive(MAXIMUM_CLASSES), v.minValue(2)),
    pooling: v.picklist(['last', 'mean']),
  }),
]);

/** Limits keep a forged file from claiming a network that could not be held. */
export const NETWORK: v.GenericSchema<unknown, NetworkConfiguration> = v.pipe(
  v.strictObject({
    task: TASK,
    directions: v.picklist([1, 2]),
    cell: v.picklist(['rnn', 'lstm', 'gru']),
    nonlinearity: v.picklist(['tanh', 'relu']),
    layers: positive(SETTINGS.layers.maximum),
    hidden: positive(SETTINGS.hidden.maximum),
    input: v.variant('kind', [
      v.strictObject({ kind: v.literal('one-hot') }),
      v.strictObject({ kind: v.literal('embedding'), width: positive(SETTINGS.embeddingWidth.maximum) }),
    ]),
    // Every code point there is, and the rare symbol.
    vocabulary: positive(CODE_POINTS + 1),
  }),
  v.check(({ task, directions }) => task.kind !== 'continue' || directions === 1, 'Who writes on reads forward only'),
  v.transform(({ task, directions, ...shape }): NetworkConfiguration => {
    switch (task.kind) {
      case 'continue':
        return { task, directions: 1, ...shape };
      case 'fill':
        return { task, directions, ...shape };
      case 'classify':
        return { task, directions, ...shape };
    }
  }),
);

/** The names of the classes, by number. */
const CLASSES: v.GenericSchema<unknown, readonly string[]> = v.pipe(
  v.array(v.pipe(v.string(), v.minLength(1))),
  v.check((names) => new Set(names).size === names.length, 'A class is named twice'),
);

/** One code point, which may be a lone half of a surrogate pair: a text may hold one. */
const symbol = v.pipe(
  v.string(),
  v.check(
    (text) => text !== '' && text.length === String.fromCodePoint(text.codePointAt(0) ?? 0).length,
    'A symbol is not one character',
  ),
);

export const VOCABULARY: v.GenericSchema<unknown, VocabularyData> = v.pipe(
  v.strictObject({ symbols: v.array(symbol), rare: v.nullable(count) }),
  v.check(({ symbols, rare }) => rare === null || rare < symbols.length, 'The rare symbol is not in the vocabulary'),
  v.check(({ symbols, rare }) => symbols.length > (rare === null ? 0 : 1), 'The vocabulary has no symbol to write'),
  v.check(({ symbols, rare }) => {
    // The sign shown for the rare symbol may also occur in the text, with an id of its own.
    const own = symbols.filter((_, id) => id !== rare);
    return new Set(own).size === own.length;
  }, 'A symbol of the vocabulary occurs twice'),
);

export const TEXT: v.GenericSchema<unknown, TextReference> = v.strictObject({
  name: v.string(),
  hash: v.string(),
  characters: count,
});

export const ORIGIN: v.GenericSchema<unknown, RunOrigin> = v.strictObject({ name: v.string(), step: count });

/** N-grams of ever higher orders, in nats per symbol. */
export const NGRAM_NATS: v.GenericSchema<unknown, readonly number[]> = v.pipe(
  v.array(amount),
  v.minLength(1),
  v.maxLength(16),
);

/** JSON has no NaN or Infinity and writes null for them; a diverged loss is no reason to lose a run. */
const nats = v.union([
  v.number(),
  v.pipe(
    v.null(),
    v.transform(() => NaN),
  ),
]);
const points = v.array(v.strictObject({ step: count, nats }));
const tested = v.array(
  v.strictObject({ step: count, nats, accuracy: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))) }),
);

const sample: v.GenericSchema<unknown, SampleText> = v.strictObject({
  step: count,
  temperature: amount,
  text: v.string(),
});

/** What a run wrote on the way, oldest first: room for more, or longer ones, than are kept today. */
export const SAMPLES: v.GenericSchema<unknown, readonly SampleText[]> = v.pipe(
  v.array(
    v.pipe(
      sample,
      v.check(({ text }) => text.length <= MOST_SAMPLE_LENGTH, 'A sample is too long'),
    ),
  ),
  v.maxLength(MOST_SAMPLES),
  v.check((all) => all.every(({ step }, at) => at === 0 || step > all[at - 1].step), 'The samples are not in order'),
);

export const PROGRESS: v.GenericSchema<unknown, TrainingProgress> = v.strictObject({
  step: count,
  totalSteps: count,
  cursor: count,
  pass: count,
  seconds: amount,
  learningRate: amount,
  history: v.strictObject({
    training: points,
    validation: tested,
    setbacks: v.exactOptional(v.array(v.strictObject({ step: count, backTo: count, learningRate: amount }))),
  }),
  sample: v.nullable(sample),
});

/**
 * Reads one JSON entry of a file's metadata.
 * @throws FormatError naming the entry and the field that is missing or wrong.
 */
export function readEntry<Value>(
  metadata: ReadonlyMap<string, string>,
  key: string,
  schema: v.GenericSchema<unknown, Value>,
): Value {
  const text = metadata.get(key);
  if (text === undefined) throw damaged(`its entry “${key}” is missing`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged(`its entry “${key}” is not JSON`, cause);
  }
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw damaged(`${path === null ? `its “${key}”` : `“${path}” of its “${key}”`} does not fit: ${issue.message}`);
}

/** @throws FormatError when the vocabulary has not as many symbols as the network reads. */
export function checkVocabularySize(network: NetworkConfiguration, vocabulary: VocabularyData): void {
  if (vocabulary.symbols.length === network.vocabulary) return;
  throw damaged(
    `its vocabulary has ${vocabulary.symbols.length} symbols, and its network is made for ${network.vocabulary}`,
  );
}

/** @throws FormatError when the classes are not named, each once, or not as many as the network tells apart. */
export function readClasses(metadata: ReadonlyMap<string, string>, task: ClassifyTask): readonly string[] {
  const classes = readEntry(metadata, 'classes', CLASSES);
  if (classes.length === task.classes) return classes;
  throw damaged(`it names ${classes.length} classes, and its network tells ${task.classes} apart`);
}

export function damaged(detail: string, cause?: unknown): FormatError {
  return new FormatError(files.damaged(detail), { cause });
}
