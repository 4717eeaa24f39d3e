import { describe, expect, it } from 'vitest';
import { figure, percent, table, times } from '../../bench/table.ts';

describe('table', () => {
  it('sets figures to the right and words to the left, as Markdown', () => {
    const text = table(
      ['cell', 'chars/s'],
      [
        ['LSTM', '9,990'],
        ['GRU', '101,000'],
      ],
    );
    expect(text.split('\n')).toEqual([
      '| cell | chars/s |',
      '| ---- | ------: |',
      '| LSTM |   9,990 |',
      '| GRU  | 101,000 |',
    ]);
  });

  it('leaves a place empty where a row has no figure', () => {
    const [, , row] = table(['what', 'share'], [['softmax'], ['Adam']]).split('\n');
    expect(row).toBe('| softmax |       |');
  });
});

it('figures have three digits that mean something', () => {
  expect([figure(95_912), figure(0.1234), figure(57.86), figure(1_234_567)]).toEqual([
    ...['95,900', '0.12', '57.9', '1,230,000'],
  ]);
});

it('shares are whole percents, ratios have two decimals below ten and one above', () => {
  expect([percent(0.876), times(0.954), times(54.32)]).toEqual(['88 %', '0.95x', '54.3x']);
});
