import { describe, expect, test } from 'vitest';
import { answer, inTime, rising } from '../../../src/ui/network-arrows.ts';
import { openingSymbols, pictureLayout, type PictureNetwork } from '../../../src/ui/network-layout.ts';

const symbols = Array.from('Call me Ishmael.');

function drawn(layers: number, hidden: number, changes: Partial<PictureNetwork> = {}): PictureNetwork {
  return { layers, hidden, task: 'continue', both: false, pooling: 'last', ...changes };
}

describe('pictureLayout', () => {
  test.each([232, 288, 358, 560, 900])(
    'everything stands inside a picture %d pixels wide, without touching',
    (width) => {
      const both = { task: 'fill', both: true } as const;
      for (const network of [drawn(1, 1024), drawn(4, 1024), drawn(1, 1024, both), drawn(4, 1024, both)]) {
        const layout = pictureLayout(width, network, symbols);
        const places = [...(layout.loop ? [layout.loop] : []), ...layout.columns];
        const reach = layout.side / 2 + layout.shift;
        for (const { x } of places) {
          expect(x - reach).toBeGreaterThanOrEqual(0);
          expect(x + reach).toBeLessThanOrEqual(width);
        }
        const gaps = places.slice(1).map(({ x }, at) => x - places[at].x);
        for (const gap of gaps) expect(gap).toBeGreaterThan(2 * reach + 8);
      }
    },
  );

  test('each column reads a character and guesses the one the next column reads', () => {
    const { columns } = pictureLayout(560, drawn(2, 128), symbols);
    expect(columns.length).toBeGreaterThan(4);
    columns.slice(1).forEach((column, at) => expect(columns[at].guesses).toBe(column.reads));
  });

  test('a cell stands in every layer of every column, the first layer lowest', () => {
    const { columns } = pictureLayout(560, drawn(3, 128), symbols);
    for (const { cells } of columns) {
      expect(cells).toHaveLength(3);
      expect(cells[0].y).toBeGreaterThan(cells[1].y);
      expect(cells[1].y).toBeGreaterThan(cells[2].y);
    }
  });

  test('who fills in guesses the hidden characters alone, and they stand between others', () => {
    const { columns } = pictureLayout(560, drawn(1, 128, { task: 'fill', both: true }), symbols);
    const hidden = columns.filter(({ isHidden }) => isHidden);
    expect(hidden.length).toBeGreaterThan(0);
    for (const { guesses, reads, index } of hidden) {
      expect(guesses).toBe(reads);
      expect(index).toBeGreaterThan(0);
      expect(index).toBeLessThan(columns.length - 1);
    }
    expect(columns.filter(({ guesses }) => guesses !== null)).toEqual(hidden);
  });

  test('of two directions the one hands on to the right and the other to the left, in each layer', () => {
    const layout = pictureLayout(560, drawn(2, 128, { task: 'fill', both: true }), symbols);
    const [, second] = layout.columns;
    const ways = inTime(second, layout, false).map(({ path }) => {
      const [, from, to] = /^M([\d.]+) [\d.]+H([\d.]+)$/.exec(path) ?? [];
      return Math.sign(Number(to) - Number(from));
    });
    expect(ways).toEqual([1, -1, 1, -1]);
    expect(second.cells.map(({ isBackward }) => isBackward)).toEqual([false, true, false, true]);
    expect(inTime(layout.columns[0], layout, false)).toHaveLength(2);
  });

  test('who classifies answers once: from the last state each way, or from all', () => {
    const task = 'classify';
    const from = (changes: Partial<PictureNetwork>): number => {
      const layout = pictureLayout(560, drawn(1, 128, { task, ...changes }), symbols);
      for (const column of layout.columns) expect(rising(column, layout).arrows).toHaveLength(column.cells.length);
      // Without the line that joins them.
      return answer(layout.columns, layout).lines.length - 1;
    };
    expect([from({}), from({ both: true })]).toEqual([1, 2]);
    const { columns } = pictureLayout(560, drawn(1, 128, { task, both: true }), symbols);
    expect(from({ both: true, pooling: 'mean' })).toBe(2 * columns.length);
  });

  test('a text of one character, or none, still has a column', () => {
    expect(pictureLayout(560, drawn(2, 128), ['a']).columns).toHaveLength(1);
    expect(pictureLayout(560, drawn(2, 128), []).columns).toHaveLength(1);
  });
});

describe('openingSymbols', () => {
  test('takes whole code points and skips white space before the first', () => {
    expect(openingSymbols('\n\n  😀白日', 2)).toEqual(['😀', '白']);
  });
});
