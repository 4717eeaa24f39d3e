import { describe, expect, test } from 'vitest';
import { openingSymbols, pictureLayout } from '../../../src/ui/network-layout.ts';

const symbols = Array.from('Call me Ishmael.');

describe('pictureLayout', () => {
  test.each([232, 288, 358, 560, 900])(
    'everything stands inside a picture %d pixels wide, without touching',
    (width) => {
      for (const layers of [1, 4]) {
        const layout = pictureLayout(width, layers, 1024, symbols);
        const places = [...(layout.loop ? [layout.loop] : []), ...layout.columns];
        for (const { x } of places) {
          expect(x - layout.side / 2).toBeGreaterThanOrEqual(0);
          expect(x + layout.side / 2).toBeLessThanOrEqual(width);
        }
        const gaps = places.slice(1).map(({ x }, at) => x - places[at].x);
        for (const gap of gaps) expect(gap).toBeGreaterThan(layout.side + 8);
      }
    },
  );

  test('each column reads a character and guesses the one the next column reads', () => {
    const { columns } = pictureLayout(560, 2, 128, symbols);
    expect(columns.length).toBeGreaterThan(4);
    columns.slice(1).forEach((column, at) => expect(columns[at].guesses).toBe(column.reads));
  });

  test('a cell stands in every layer of every column, the first layer lowest', () => {
    const { columns } = pictureLayout(560, 3, 128, symbols);
    for (const { cells } of columns) {
      expect(cells).toHaveLength(3);
      expect(cells[0].y).toBeGreaterThan(cells[1].y);
      expect(cells[1].y).toBeGreaterThan(cells[2].y);
    }
  });

  test('a text of one character, or none, still has a column', () => {
    expect(pictureLayout(560, 2, 128, ['a']).columns).toHaveLength(1);
    expect(pictureLayout(560, 2, 128, []).columns).toHaveLength(1);
  });
});

describe('openingSymbols', () => {
  test('takes whole code points and skips white space before the first', () => {
    expect(openingSymbols('\n\n  😀白日', 2)).toEqual(['😀', '白']);
  });
});
