import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/shared/errors.ts';
import type { FillingAnswer, PassagePiece } from '../../../src/shared/filling.ts';
import type { Directions } from '../../../src/shared/network.ts';
import type { RunSummary } from '../../../src/shared/run.ts';
import { DEFAULT_SETTINGS } from '../../../src/shared/settings.ts';
import type { OpenFiller } from '../../../src/shared/writing-worker.ts';
import { fillsIn, Filling, rivalsOf, type FillingRun } from '../../../src/state/filling.svelte.ts';
import { piecesOf } from '../../../src/state/passage.ts';
import { checked, laidOut } from '../../../src/ui/write/fill/laid-out.ts';
import { classifierOf, fillerOf } from '../formats/fixtures.ts';

function runOf(id: string, directions: Directions, changes: Partial<RunSummary> = {}): FillingRun {
  const run: RunSummary = {
    ...{ id, name: id, createdAt: 0, updatedAt: 0, state: 'finished', parameters: 100, step: 9, totalSteps: 9 },
    text: { name: 'sea.txt', hash: 'sea', characters: 1000 },
    settings: { ...DEFAULT_SETTINGS, task: 'fill' },
    network: fillerOf(directions),
    history: { training: [], validation: [] },
    ...{ sample: null, seconds: 1, checkpointBytes: 10, elsewhere: false, unsavedReason: null },
    ...changes,
  };
  if (!fillsIn(run)) throw new Error('It does not fill in.');
  return run;
}

/** Each blank filled with as many letters as it may have at most. */
function filledWith(letter: string, pieces: readonly PassagePiece[]): FillingAnswer {
  const place = { symbol: letter, probability: 0.5, alternatives: [{ symbol: letter, probability: 0.5 }] };
  const blanks = pieces.flatMap((piece) =>
    piece.kind === 'blank' ? [Array.from({ length: piece.longest }, () => place)] : [],
  );
  return { fillings: [{ blanks, probability: 0.5 ** blanks.flat().length }], truth: null, unseen: [] };
}

function bench(stops = false) {
  const asked: unknown[] = [];
  const client = {
    open: (_task: 'fill', run: string | Blob): Promise<OpenFiller> => {
      if (run === 'broken') throw new InputError('It cannot be opened.');
      return Promise.resolve({
        task: 'fill',
        id: 1,
        name: typeof run === 'string' ? run : 'a file',
        step: 9,
        vocabulary: 9,
      });
    },
    fill: ({ name }: OpenFiller, pieces: readonly PassagePiece[]) => {
      asked.push([name, pieces]);
      return Promise.resolve(stops ? null : filledWith(name === 'both' ? 'b' : 'l', pieces));
    },
    count: (_filler: OpenFiller, text: Blob, part: unknown, pieces: readonly PassagePiece[]) => {
      asked.push([text.size, part, pieces]);
      return Promise.resolve(filledWith('c', pieces));
    },
    stop: () => Promise.resolve(),
  };
  const filling = new Filling(client, {
    modelOf: () => Promise.resolve(null),
    textContent: (hash) => Promise.resolve(hash === 'sea' ? new Blob(['cut\nA dog ran home.\ncut']) : null),
    uniform: () => 0,
  });
  filling.type('a__b');
  return { filling, asked };
}

const both = runOf('both', 2);

describe('a passage', () => {
  test('is filled in by the run, then by its rival, with blanks as long as the first has made them', async () => {
    const { filling, asked } = bench();
    filling.setLengths(0, 1, 4);
    await filling.fill(both, null, runOf('left', 1));
    const blank = (shortest: number) => ({ kind: 'blank', shortest, longest: 4, truth: null });
    const around = (middle: unknown) => [{ kind: 'text', text: 'a' }, middle, { kind: 'text', text: 'b' }];
    expect(asked).toEqual([
      ['both', around(blank(1))],
      ['left', around(blank(4))],
    ]);
    expect(filling.filled?.own.answer.fillings[0].blanks[0]).toHaveLength(4);
    expect(filling.filled?.left?.run?.id).toBe('left');
  });

  test('is counted in the text where there is no rival, but not in what the run has held out', async () => {
    const { filling, asked } = bench();
    await filling.fill(both, null, null);
    expect(asked[1]).toEqual([23, { validationShare: 0.1, heldOut: 'end' }, piecesOf(filling.passage)]);
    expect(filling.filled?.left).toMatchObject({ run: null });
  });

  test('stays filled in when nothing can be guessed from the left, and it says why', async () => {
    const { filling } = bench();
    await filling.fill(runOf('both', 2, { text: { name: 'gone.txt', hash: 'gone', characters: 9 } }), null, null);
    expect([filling.filled?.own.run?.id, filling.filled?.left, filling.problem]).toEqual(['both', null, null]);
    expect(filling.leftProblem).toContain('gone.txt is no longer kept on this device');
    await filling.fill(both, null, runOf('broken', 1));
    expect(filling.leftProblem).toBe('It cannot be opened.');
  });

  test('that was stopped leaves what was there before, and a run that cannot be opened says so', async () => {
    const { filling } = bench(true);
    await filling.fill(both, null, null);
    expect([filling.filled, filling.wasStopped, filling.phase]).toEqual([null, true, 'resting']);
    await filling.fill(runOf('broken', 2), null, null);
    expect([filling.problem, filling.wasStopped]).toEqual(['It cannot be opened.', false]);
  });

  test('without a blank is not sent, and says what to do once something is typed', async () => {
    const { filling, asked } = bench();
    filling.type('');
    expect([filling.obstacle, filling.canFill]).toEqual([null, false]);
    filling.type('whole');
    expect(filling.obstacle).toContain('no blank yet');
    await filling.fill(both, null, null);
    expect(asked).toEqual([]);
  });

  test('can be taken from the text, where that is kept', async () => {
    const { filling } = bench();
    await filling.takeExample(runOf('both', 2, { settings: { ...both.settings, validationShare: 0.5 } }));
    expect(filling.problem).toContain('no line in this text');
    await filling.takeExample(runOf('both', 2, { text: { name: 'gone.txt', hash: 'gone', characters: 9 } }));
    expect([filling.problem, filling.passage.text]).toEqual([expect.stringContaining('gone.txt'), 'a__b']);
  });
});

test('rivals are runs that read the same text forward only, the most alike first', () => {
  const lstm = { ...fillerOf(1), cell: 'lstm' as const };
  const gru = { ...fillerOf(1), cell: 'gru' as const };
  const runs: RunSummary[] = [
    runOf('gru', 1, { network: gru }),
    runOf('small', 1, { network: lstm, parameters: 10 }),
    runOf('twin', 1, { network: lstm, parameters: 90 }),
    runOf('both ways', 2),
    runOf('empty', 1, { checkpointBytes: 0 }),
    runOf('elsewhere', 1, { text: { name: 'a', hash: 'other', characters: 9 } }),
    { ...runOf('a', 1), id: 'classifier', network: classifierOf(1) },
  ];
  const run = runOf('both', 2, { network: { ...fillerOf(2), cell: 'lstm' } });
  expect(rivalsOf(run, runs).map(({ id }) => id)).toEqual(['twin', 'small', 'gru']);
});

describe('a filled passage as it is shown', () => {
  const passage = { text: '_ab__', blanks: [blankAt(0, 1), blankAt(3, 5)] };
  function blankAt(start: number, end: number) {
    return { start, end, shortest: 1, longest: 9, truth: null };
  }
  const fill = (...blanks: string[]) => ({
    blanks: blanks.map((text) => Array.from(text, (symbol) => ({ symbol, probability: 0.5, alternatives: [] }))),
    probability: 0.1,
  });

  test('has its blanks in place, from the first to the last character, and numbers all places', () => {
    const parts = laidOut(passage, fill('x', 'yz🙂'), null);
    expect(
      parts.map((part) =>
        part.kind === 'text' ? part.text : part.places.map(({ place, symbol }) => `${place}${symbol}`),
      ),
    ).toEqual([['0x'], 'ab', ['1y', '2z', '3🙂']]);
    expect(checked(parts)).toBeNull();
  });

  test('is right or wrong place by place, where what stood there is known and as long', () => {
    const parts = laidOut(passage, fill('x', 'yz'), fill('x', 'yy'));
    expect(checked(parts)).toEqual({ right: 2, all: 3 });
    expect(checked(laidOut(passage, fill('x', 'yzz'), fill('x', 'yy')))).toEqual({ right: 1, all: 1 });
  });
});
