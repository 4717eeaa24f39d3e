import { describe, expect, test } from 'vitest';
import { MAXIMUM_ANSWERS, type LineAnswer } from '../../../src/shared/classifying.ts';
import { DeviceError } from '../../../src/shared/errors.ts';
import type { OpenClassifier } from '../../../src/shared/writing-worker.ts';
import { answersAsCsv } from '../../../src/state/answers-csv.ts';
import { askedOf, Classifying } from '../../../src/state/classifying.svelte.ts';
import { courseOf, leaders, likeliest } from '../../../src/ui/write/classify/turning.ts';

/** One class for each vowel: lines are answered by the last they have. */
const classes = ['a', 'e'];
const answer = (line: string): LineAnswer => {
  const last = /[ae](?!.*[ae])/u.exec(line)?.[0];
  const probabilities =
    last === undefined ? null : Float32Array.of(last === 'a' ? 0.75 : 0.25, last === 'a' ? 0.25 : 0.75);
  return { probabilities, cut: false, unseen: [] };
};

function bench(): { readonly classifying: Classifying; readonly asked: string[][]; readonly opened: unknown[] } {
  const asked: string[][] = [];
  const opened: unknown[] = [];
  const client = {
    open: (_task: 'classify', run: string | Blob, step: number | null): Promise<OpenClassifier> => {
      opened.push([run, step]);
      if (run === 'broken') throw new DeviceError('It cannot run here.');
      return Promise.resolve({ task: 'classify', id: 1, name: 'a', step: 1, vocabulary: 9, classes });
    },
    classify: (_classifier: OpenClassifier, lines: readonly string[]) => {
      asked.push([...lines]);
      return Promise.resolve(lines.map(answer));
    },
  };
  return { classifying: new Classifying(client, () => Promise.resolve(null)), asked, opened };
}

const firsts = (answers: readonly (LineAnswer | undefined)[]) =>
  answers.map((each) => each?.probabilities?.[0] ?? null);

describe('a line that is typed', () => {
  test('is answered as a whole first, then after each of its characters', async () => {
    const { classifying, asked } = bench();
    await classifying.choose('run', null);
    await classifying.type('xae');
    expect(asked).toEqual([['xae'], ['x', 'xa']]);
    expect(firsts(classifying.answers)).toEqual([null, 0.75, 0.25]);
  });

  test('asks only for what is new when another character is typed or taken back', async () => {
    const { classifying, asked } = bench();
    await classifying.choose('run', null);
    await classifying.type('ab');
    asked.length = 0;
    await classifying.type('abe');
    await classifying.type('ab');
    await classifying.type('');
    expect(asked).toEqual([['abe']]);
    expect(classifying.answers).toEqual([]);
  });

  test('is never behind: what was typed meanwhile is asked next, and what is no longer there not at all', async () => {
    const { classifying, asked } = bench();
    await classifying.choose('run', null);
    const first = classifying.type('a'.repeat(100));
    void classifying.type('e');
    await first;
    expect(asked).toEqual([['a'.repeat(100)], ['e']]);
    expect(firsts(classifying.answers)).toEqual([0.25]);
  });

  test('has its beginnings answered in portions, so that the page moves on', async () => {
    const { classifying, asked } = bench();
    await classifying.choose('run', null);
    await classifying.type('a'.repeat(100));
    expect(asked.map(({ length }) => length)).toEqual([1, 32, 32, 32, 3]);
    expect(classifying.answered).toBe(100);
  });

  test('is answered anew by another run or checkpoint, and a run that cannot be opened says why', async () => {
    const { classifying, opened, asked } = bench();
    await classifying.type('a');
    expect(opened).toEqual([]);
    await classifying.choose('run', null);
    await classifying.choose('run', null);
    await classifying.choose('run', 7);
    expect([opened, asked]).toEqual([
      [
        ['run', null],
        ['run', 7],
      ],
      [['a'], ['a']],
    ]);
    await classifying.choose('broken', null);
    expect([classifying.problem, classifying.classifier]).toEqual(['It cannot run here.', null]);
    await classifying.choose('run', null);
    expect([classifying.problem, firsts(classifying.answers)]).toEqual([null, [0.75]]);
  });
});

describe('what is asked', () => {
  test.each([
    ['nothing', ''],
    ['nothing', ' \n \t\n'],
    ['line', 'one line'],
    ['line', '\n  one line\n\n'],
    ['lines', 'one\ntwo'],
    ['lines', 'one\r\n\r\ntwo\r'],
  ])('is %s of %j', (kind, text) => {
    expect(askedOf(text).kind).toBe(kind);
  });

  test('of a line are its characters, composed, as many as are read', () => {
    expect(askedOf('  e\u0301🙂 ')).toEqual({ kind: 'line', symbols: ['é', '🙂', ' '], cut: false });
    const long = askedOf('🙂'.repeat(100_000));
    expect(long).toMatchObject({ kind: 'line', cut: true });
    expect(long.kind === 'line' && long.symbols).toEqual(Array.from({ length: 500 }, () => '🙂'));
  });

  test('of many lines are as many as can be answered, and it knows how many there were', () => {
    const asked = askedOf('a\n'.repeat(MAXIMUM_ANSWERS + 5));
    expect(asked.kind === 'lines' && [asked.lines.length, asked.all]).toEqual([MAXIMUM_ANSWERS, MAXIMUM_ANSWERS + 5]);
  });
});

test('several lines are each answered, and leave as a table that quotes what must be quoted', async () => {
  const { classifying } = bench();
  await classifying.choose('run', null);
  await classifying.type('plain a\n"quoted", e\nxyz');
  const { asked, answers } = classifying;
  const lines = asked.kind === 'lines' ? asked.lines : [];
  expect(answersAsCsv(lines, answers, ['fe,male', 'male'])).toBe(
    'Line,Answer,Probability,"fe,male",male\r\n' +
      'plain a,"fe,male",0.7500,0.7500,0.2500\r\n' +
      '"""quoted"", e",male,0.7500,0.2500,0.7500\r\n' +
      'xyz,,,,\r\n',
  );
  const many = Array.from({ length: 1000 }, (_, at) => `class ${at}`);
  const row = answersAsCsv(['a'], [{ ...answer('a'), probabilities: new Float32Array(1000).fill(0.001) }], many);
  expect(row).toBe('Line,Answer,Probability\r\na,class 0,0.0010\r\n');
});

describe('how the answer turned', () => {
  const told = (...probabilities: number[]): LineAnswer => ({
    probabilities: Float32Array.from(probabilities),
    cut: false,
    unseen: [],
  });
  const none: LineAnswer = { probabilities: null, cut: false, unseen: [] };
  const answers = [none, told(0.5, 0.25, 0.25), told(0.5, 0.25, 0.25), undefined, told(0.125, 0.75, 0.125)];

  test('is drawn of the class that leads at the end, of those that led before, then of the next', () => {
    const probabilities = Float32Array.of(0.25, 0.5, 0.25);
    expect([1, 2, 3, 4].map((most) => likeliest(probabilities, most))).toEqual([[1], [1, 0], [1, 0, 2], [1, 0, 2]]);
    expect(leaders(answers, 3)).toEqual([1, 0, 2]);
    expect(leaders(answers, 2)).toEqual([1, 0]);
    expect(leaders([none, undefined], 3)).toEqual([]);
  });

  test('as lines that are broken where no answer is known', () => {
    expect(courseOf(answers, 1)).toEqual(['1.5,0.7500 2.5,0.7500', '4.5,0.2500']);
  });
});
