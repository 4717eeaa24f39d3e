import { describe, expect, test } from 'vitest';
import { looksLabelled, type LabelsReport } from '../../../src/shared/labelled.ts';
import { Labels } from '../../../src/state/labels.svelte.ts';

const REPORT: LabelsReport = { kind: 'unlabelled', problem: 'It has no labels.' };

describe('a text looks labelled', () => {
  test.each([
    ['female\tAnna\nmale\tPaul\n', true],
    ['spam\tWin now', true],
    ['Review,Sentiment\n"Good, very good",pos', true],
    ['标签;文本\n好;很好', true],
    ['Call me Ishmael.\nSome years ago', false],
    ['a long sentence that goes on and on until its end, far behind the place of a label\tend', false],
    ['female\tAnna\nPaul', false],
    ['\tAnna\n\tPaul', false],
    ['one, two, three\nfour, five, six', false],
    ['', false],
  ])('%j: %s', (beginning, looks) => {
    expect(looksLabelled(beginning)).toBe(looks);
  });
});

describe('the labels of the chosen text', () => {
  test('are asked for once where lines are to be classified, and elsewhere only where they look so', async () => {
    const asked: string[] = [];
    const labels = new Labels({ labels: (id) => (asked.push(id), Promise.resolve(REPORT)) });
    const prose = { id: 'prose', beginning: 'Call me Ishmael.' };
    await labels.look(prose, false);
    expect([asked, labels.report]).toEqual([[], null]);
    await labels.look(prose, true);
    await labels.look(prose, true);
    expect([asked, labels.problem]).toEqual([['prose'], 'It has no labels.']);
    await labels.look({ id: 'names', beginning: 'female\tAnna' }, false);
    expect(asked).toEqual(['prose', 'names']);
    await labels.look(null, true);
    expect(labels.report).toBeNull();
  });

  test('are those of the text looked at last, whichever is known first', async () => {
    const answers = new Map<string, (report: LabelsReport) => void>();
    const labels = new Labels({ labels: (id) => new Promise((resolve) => answers.set(id, resolve)) });
    const looks = ['first', 'second'].map((id) => labels.look({ id, beginning: '' }, true));
    answers.get('second')?.({ ...REPORT, problem: 'of the second' });
    answers.get('first')?.(REPORT);
    await Promise.all(looks);
    expect(labels.problem).toBe('of the second');
  });
});
