/**
 * Matrix products at any size, in blocks that fit the caches (Goto, van de Geijn 2008): the left side is laid out anew tile
 * by tile, the right side in panels. The order of an element's sum is that of k, always.
 */
import { ASIDE_LENGTH, tileWithin } from './edge';
import { packPanels, transposeColumns } from './packing';
import { TILE_COLUMNS, TILE_ROWS } from './tile';
import { bytes } from './vectors';

/** Terms of a sum at once: a panel of so many stays in the first-level cache while tile after tile meets it. */
const TERMS = 512;
/** Tiles of rows at once: with so many terms they fill a quarter of a second-level cache of a megabyte. */
const TILES = 22;
/** Terms, columns of B and tiles of rows of the transposed product at once. */
const TRANSPOSED_TERMS = 256;
const TRANSPOSED_COLUMNS = 256;
const TRANSPOSED_TILES = 8;

/** Floats of scratch a product needs behind the tile aside. */
export const PRODUCT_SCRATCH: i32 = max(
  TERMS * TILES * TILE_ROWS,
  TRANSPOSED_TERMS * (TRANSPOSED_COLUMNS + TRANSPOSED_TILES * TILE_ROWS),
);

@inline
function tileCount(M: i32): i32 {
  return (M + TILE_ROWS - 1) / TILE_ROWS;
}

/** The first row of tile `index`, with M rows dealt to the tiles as evenly as can be: a tile of one row is slow. */
@inline
function tileStart(M: i32, index: i32): i32 {
  const tiles = tileCount(M);
  return (M / tiles) * index + min(index, M % tiles);
}

/**
 * C = A · B, or C +=, in tiles `first` to `last` of the M rows that C has, `columns` wide. `c` is where the first of these
 * tiles begins, `a` holds them one after the other, each [terms][rows of the tile], and the panels of B are `panel` bytes apart.
 */
function multiplyTiles(
  c: usize,
  cRow: usize,
  a: usize,
  panels: usize,
  panel: usize,
  columns: i32,
  terms: i32,
  M: i32,
  first: i32,
  last: i32,
  accumulate: bool,
  aside: usize,
): void {
  for (let n = 0; n < columns; n += TILE_COLUMNS) {
    let aTile = a;
    let cTile = c + bytes(n);
    for (let index = first; index < last; index++) {
      const rows = tileStart(M, index + 1) - tileStart(M, index);
      tileWithin(columns - n, aside, rows, cTile, cRow, aTile, panels, terms, accumulate);
      aTile += <usize>rows * bytes(terms);
      cTile += <usize>rows * cRow;
    }
    panels += panel;
  }
}

/**
 * C[M, N] = A[M, K] · packed[K, N], or C += when `accumulate`.
 * @param aside room for one tile, with the scratch behind it.
 */
export function multiply(
  c: usize,
  a: usize,
  packed: usize,
  M: i32,
  N: i32,
  K: i32,
  accumulate: bool,
  aside: usize,
): void {
  const packedA = aside + bytes(ASIDE_LENGTH);
  const panel = bytes(K) * TILE_COLUMNS;
  const tiles = tileCount(M);
  if (K == 0 && !accumulate) memory.fill(c, 0, <usize>M * bytes(N));
  for (let first = 0; first < tiles; first += TILES) {
    const last = min(tiles, first + TILES);
    const row = <usize>tileStart(M, first);
    for (let k = 0; k < K; k += TERMS) {
      const terms = min(TERMS, K - k);
      layRows(packedA, a + row * bytes(K) + bytes(k), bytes(K), terms, M, first, last);
      const panels = packed + bytes(k) * TILE_COLUMNS;
      const cTile = c + row * bytes(N);
      multiplyTiles(cTile, bytes(N), packedA, panels, panel, N, terms, M, first, last, accumulate || k > 0, aside);
    }
  }
}

/** Tiles `first` to `last` of the `count` rows of A, `aRow` bytes apart, each as [terms][rows of the tile]. */
function layRows(packed: usize, a: usize, aRow: usize, terms: i32, count: i32, first: i32, last: i32): void {
  for (let index = first; index < last; index++) {
    const rows = tileStart(count, index + 1) - tileStart(count, index);
    layTile(packed, a, aRow, terms, rows);
    packed += <usize>rows * bytes(terms);
    a += <usize>rows * aRow;
  }
}

/** One tile of `layRows`. The first four rows of a tile are transposed as a block, and the others follow each as it is. */
function layTile(packed: usize, a: usize, aRow: usize, terms: i32, rows: i32): void {
  const row = bytes(rows);
  transposeColumns(packed, row, a, aRow, terms, rows);
  if (rows == 5) layRow(packed + 16, row, a + 4 * aRow, terms);
  else if (rows == 6) layTwoRows(packed + 16, row, a + 4 * aRow, a + 5 * aRow, terms);
}

function layRow(y: usize, yRow: usize, x: usize, terms: i32): void {
  for (let k = 0; k < terms; k++, y += yRow, x += 4) store<u32>(y, load<u32>(x));
}

function layTwoRows(y: usize, yRow: usize, x0: usize, x1: usize, terms: i32): void {
  for (let k = 0; k < terms; k++, y += yRow, x0 += 4, x1 += 4) {
    store<u32>(y, load<u32>(x0));
    store<u32>(y, load<u32>(x1), 4);
  }
}

/**
 * C[M, N] = Aᵀ · B for A[K, M] and B[K, N], of which rows `fromRow` up to `toRow` are written. Both sides are laid out anew
 * block by block, for a column of A is spread over as many cache lines as it has terms.
 * @param aside room for one tile, with the scratch behind it.
 */
export function multiplyTransposed(
  c: usize,
  a: usize,
  b: usize,
  M: i32,
  N: i32,
  K: i32,
  fromRow: i32,
  toRow: i32,
  aside: usize,
): void {
  const rows = toRow - fromRow;
  const cRow = bytes(N);
  const panels = aside + bytes(ASIDE_LENGTH);
  const packedA = panels + bytes(TRANSPOSED_TERMS * TRANSPOSED_COLUMNS);
  c += <usize>fromRow * cRow;
  a += bytes(fromRow);
  if (K == 0) memory.fill(c, 0, <usize>rows * cRow);
  for (let n = 0; n < N; n += TRANSPOSED_COLUMNS) {
    const columns = min(TRANSPOSED_COLUMNS, N - n);
    for (let k = 0; k < K; k += TRANSPOSED_TERMS) {
      const terms = min(TRANSPOSED_TERMS, K - k);
      const panel = bytes(terms) * TILE_COLUMNS;
      packPanels(panels, b + <usize>k * cRow, cRow, terms, n, n + columns);
      const tiles = tileCount(rows);
      for (let first = 0; first < tiles; first += TRANSPOSED_TILES) {
        const last = min(tiles, first + TRANSPOSED_TILES);
        const cTile = c + <usize>tileStart(rows, first) * cRow + bytes(n);
        layColumns(packedA, a + <usize>k * bytes(M), bytes(M), terms, rows, first, last);
        multiplyTiles(cTile, cRow, packedA, panels, panel, columns, terms, rows, first, last, k > 0, aside);
      }
    }
  }
}

/** Tiles `first` to `last` of the `count` columns of A, each as [terms][rows of the tile]. */
function layColumns(packed: usize, a: usize, aRow: usize, terms: i32, count: i32, first: i32, last: i32): void {
  for (let index = first; index < last; index++) {
    const start = tileStart(count, index);
    const rows = tileStart(count, index + 1) - start;
    let source = a + bytes(start);
    for (let k = 0; k < terms; k++) {
      copyFew(packed, source, rows);
      packed += bytes(rows);
      source += aRow;
    }
  }
}

/** 1 to 6 floats. */
@inline
function copyFew(y: usize, x: usize, count: i32): void {
  if (count >= 4) {
    v128.store(y, v128.load(x));
    y += 16;
    x += 16;
    count -= 4;
  }
  if (count >= 2) {
    store<u64>(y, load<u64>(x));
    y += 8;
    x += 8;
    count -= 2;
  }
  if (count == 1) store<u32>(y, load<u32>(x));
}
