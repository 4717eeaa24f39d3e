import { describe, expect, it } from 'vitest';
import { present } from '../../bench/present.ts';
import { verdictsOf } from '../../bench/verdicts.ts';
import { peerRow, reportOf, trainingRow } from './reports.ts';

const judged = (...changes: Parameters<typeof reportOf>): Record<string, [number, boolean]> =>
  Object.fromEntries(verdictsOf(reportOf(...changes)).map(({ what, reached, holds }) => [what, [reached, holds]]));

describe('verdictsOf', () => {
  it('says nothing of what was not measured', () => {
    expect(verdictsOf(reportOf())).toEqual([]);
  });

  it('averages PyTorch rows geometrically, takes the worst one alone, and keeps tfjs apart', () => {
    const peers = [
      peerRow({ ratio: 0.5 }),
      peerRow({ hidden: 256, ratio: 2 }),
      peerRow({ name: 'tfjs-wasm', version: '4.22.0', ratio: 44 }),
    ];
    expect(judged({ peers })).toEqual({
      'against tfjs-wasm, LSTM 128': [44, true],
      'against PyTorch, geometric mean of 2 rows': [expect.closeTo(1, 12), true],
      'against PyTorch, worst row': [0.5, false],
    });
  });

  it('holds the worst row of LSTM and GRU from 256 units on against the peak, on all threads only', () => {
    const training = [
      trainingRow({ shareOfPeak: 0.9 }),
      trainingRow({ cell: 'gru', hidden: 512, shareOfPeak: 0.76 }),
      trainingRow({ cell: 'rnn', shareOfPeak: 0.1 }),
      trainingRow({ hidden: 128, shareOfPeak: 0.1 }),
      trainingRow({ threads: 1, shareOfPeak: 0.1 }),
    ];
    expect(judged({ training })['share of the madd peak, LSTM and GRU, H >= 256, worst row']).toEqual([76, true]);
  });

  it('compares all threads with one of the same network', () => {
    const training = [
      trainingRow({ threads: 1, charsPerSecond: 10_000 }),
      trainingRow({ charsPerSecond: 19_000 }),
      trainingRow({ cell: 'rnn', threads: 1, charsPerSecond: 100 }),
      trainingRow({ cell: 'rnn', charsPerSecond: 170 }),
    ];
    expect(judged({ training })['2 threads against one, H >= 256, worst row']).toEqual([1.7, false]);
  });

  it('counts memory by the largest of what is known, and less is better', () => {
    const memory = { arenaBytes: 160e6, workersBytes: null, residentBytes: 450e6 };
    expect(judged({ memory })).toEqual({ 'memory of training LSTM 2 x 512': [450, false] });
  });
});

it('present shows a verdict as a row of a table, with what must be and what is aimed at', () => {
  const text = present(reportOf({ peers: [peerRow({ ratio: 0.7 })] }));
  expect(text).toMatch(/against PyTorch, worst row +\| 0\.7 x +\| 0\.6 x +\| 0\.68 x +\| holds/);
});
