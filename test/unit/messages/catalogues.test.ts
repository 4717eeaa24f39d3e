/** The languages beside each other: the same keys, the same values in each sentence, and none of one in the other. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { LANGUAGES, speakAs, type Language } from '../../../src/messages/language.ts';

const MESSAGES = join(import.meta.dirname, '../../../src/messages');
/** Grammar of English alone, and what page.ts is put together from. */
const LEFT_OUT = ['plural.ts', 'backup.ts', 'storage.ts', 'train.ts'];

interface Sentence {
  readonly key: string;
  readonly words: unknown;
}

async function sentences(language: Language): Promise<readonly Sentence[]> {
  const files = readdirSync(join(MESSAGES, language)).filter((file) => !LEFT_OUT.includes(file));
  const modules = await Promise.all(
    files.map(async (file) => {
      const module = (await import(join(MESSAGES, language, file))) as Record<string, unknown>;
      return Object.entries(module).flatMap(([name, words]) => leaves(`${file} ${name}`, words));
    }),
  );
  return modules.flat().sort((one, other) => (one.key < other.key ? -1 : 1));
}

function leaves(key: string, words: unknown): readonly Sentence[] {
  if (typeof words !== 'object' || words === null) return [{ key, words }];
  return Object.entries(words).flatMap(([name, inner]) => leaves(`${key}.${name}`, inner));
}

/** For sentences that are made of more than numbers and names. */
const ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  'page.ts strings.backup.written': [{ runs: ['a', 'b'], texts: 43, passages: 44 }],
  'page.ts strings.backup.restored': [
    {
      runs: { came: 41, here: 42 },
      texts: { came: 43, here: 44 },
      passages: { came: 46, here: 47 },
      copies: 45,
      stopped: true,
    },
  ],
  'reading.ts reading.notes.joined': [41, ['42', '43'], true],
  'reading.ts reading.folderWithoutText': [41, 42, ['43', '44']],
  'reading.ts reading.notes.leftOut': [41, ['42', '43'], true],
  'ways.ts ways.link.unknown': [['41', '42'], 43],
  'reading.ts reading.unseen': [['41', '42'], 43],
  'reading.ts reading.kinds.archive': ['41'],
  'reading.ts reading.kinds.sound': ['41'],
  'labelled.ts labelled.notes.merged': [41, 42, ['43', '44'], true],
  'labelled.ts labelled.notes.contradictions': [41, ['42', '43']],
  'labelled.ts labelled.notes.both': ['41', ['42', '43']],
  'labelled.ts labelled.notes.ofOne': [41, ['42', '43'], true],
  'training.ts training.threadsStopped': [[41, 42], 43],
  'settings.ts settingWords.noChoice': [41, 42, [43, 44]],
  'settings.ts settingWords.outOfRange': [41, 42, true, 44, 45],
  'page.ts strings.storage.inMemory': [['41', '42']],
  'page.ts strings.storage.gone': [['41', '42']],
  'composing.ts composing.written': [41, 42, true, 44],
};
/** Where a value tells one language alone something: one or many. */
const NEEDLESS = ['page.ts strings.storage.export', 'page.ts strings.write.unseen'];

const PROBES = [41, 42, 43, 44, 45, 46];

/** The sentences of a key as they would be said, with a number for each value. */
function said({ key, words }: Sentence, language: Language): string {
  speakAs(() => language);
  if (typeof words !== 'function') return String(words);
  const result: unknown = (words as (...values: unknown[]) => unknown)(...(ARGUMENTS[key] ?? PROBES));
  return Array.isArray(result) ? result.join('\n') : String(result);
}

function probesIn(text: string): readonly number[] {
  return PROBES.filter((probe) => text.includes(String(probe)));
}

afterEach(() => speakAs(() => 'en'));

const catalogues = Object.fromEntries(
  await Promise.all(LANGUAGES.map(async (language) => [language, await sentences(language)] as const)),
) as Record<Language, readonly Sentence[]>;

describe.each(LANGUAGES.filter((language) => language !== 'en'))('%s', (language) => {
  const pairs = catalogues[language].map((other, at) => ({ key: other.key, other, english: catalogues.en[at] }));

  test('has the keys of English and no others', () => {
    expect(catalogues[language].map(({ key }) => key)).toEqual(catalogues.en.map(({ key }) => key));
    expect(pairs.length).toBeGreaterThan(300);
  });

  test('tells every value that English tells', () => {
    const told = pairs.filter(({ key, english }) => typeof english.words === 'function' && !NEEDLESS.includes(key));
    for (const { key, other, english } of told) {
      expect([key, probesIn(said(other, language))]).toEqual([key, probesIn(said(english, 'en'))]);
    }
  });
});

/** Names and terms that Chinese writes in Latin letters. */
const LATIN = new Set(
  (
    'Unroll LSTM GRU RNN ReLU tanh AdamW ONNX safetensors WebAssembly SIMD Top txt kB MB GB zh CN UTF CSV WebGPU label ' +
    'https localhost Chrome Edge Firefox Safari float SQLite Word Office Excel PowerPoint DOCX XLSX PPTX EPUB ODT RTF PDF ' +
    'OpenDocument WebM Matroska MP HEIC Unicode NFC Windows Mac text docx epub DRM Alt Ctrl'
  ).split(' '),
);

describe('Chinese', () => {
  const lines = catalogues.zh
    .filter(({ key }) => !key.startsWith('units.ts'))
    .map((sentence) => ({ key: sentence.key, text: said(sentence, 'zh') }));

  test('has no English word left in it', () => {
    for (const { key, text } of lines) {
      const foreign = (text.match(/[A-Za-z]{2,}/g) ?? []).filter((word) => !LATIN.has(word));
      expect([key, foreign]).toEqual([key, []]);
    }
  });

  test('is punctuated with its own full-width marks', () => {
    for (const { key, text } of lines) {
      expect([key, text.match(/[\u4e00-\u9fff][,;:!?.](?!\w)|[,;!?] [\u4e00-\u9fff]/)?.[0]]).toEqual([key, undefined]);
    }
  });
});
