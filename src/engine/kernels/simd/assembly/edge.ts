/** Tiles at the right edge of C, where fewer than 8 columns are left: computed aside, in a whole tile, and copied. */
import { loadLanes, storeLanes } from './vectors';
import { tile, TILE_COLUMNS, TILE_ROWS } from './tile';

/** Floats the tile aside takes. */
export const ASIDE_LENGTH = TILE_ROWS * TILE_COLUMNS;
const ASIDE_ROW: usize = TILE_COLUMNS * 4;

/** `tile`, of which only the first `columns` columns are written. */
export function tileWithin(
  columns: i32,
  aside: usize,
  rows: i32,
  c: usize,
  cRow: usize,
  a: usize,
  b: usize,
  K: i32,
  accumulate: bool,
): void {
  if (columns >= TILE_COLUMNS) {
    tile(rows, c, cRow, a, b, K, accumulate);
    return;
  }
  if (accumulate) {
    for (let r = 0; r < rows; r++) copyRow(aside + <usize>r * ASIDE_ROW, c + <usize>r * cRow, columns);
  }
  tile(rows, aside, ASIDE_ROW, a, b, K, accumulate);
  for (let r = 0; r < rows; r++) copyRow(c + <usize>r * cRow, aside + <usize>r * ASIDE_ROW, columns);
}

function copyRow(y: usize, x: usize, columns: i32): void {
  storeLanes(y, loadLanes(x, columns), columns);
  storeLanes(y + 16, loadLanes(x + 16, columns - 4), columns - 4);
}
