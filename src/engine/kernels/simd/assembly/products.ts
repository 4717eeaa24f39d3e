/** Matrix products at any size. The order of an element's sum is that of k, always. */
import { ASIDE_LENGTH, tileWithin } from './edge';
import { packPanels } from './packing';
import { TILE_COLUMNS, TILE_ROWS } from './tile';
import { bytes } from './vectors';

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
 * C = A · B, or C +=, in tiles `first` to `last` of the M rows that C has, `columns` wide, for B in panels. `c` and `a` are where
 * the first of these tiles begins. The rows of A are contiguous, or, `interleaved`, those of a tile stand side by side,
 * [terms][rows of the tile].
 */
function multiplyTiles(
  c: usize,
  cRow: usize,
  a: usize,
  interleaved: bool,
  panels: usize,
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
      const aRow = interleaved ? bytes(1) : bytes(terms);
      const aTerm = interleaved ? bytes(rows) : bytes(1);
      tileWithin(columns - n, aside, rows, cTile, cRow, aTile, aRow, aTerm, panels, terms, accumulate);
      aTile += <usize>rows * bytes(terms);
      cTile += <usize>rows * cRow;
    }
    panels += bytes(terms) * TILE_COLUMNS;
  }
}

/** Floats of A that one pass over all panels keeps in the second-level cache. */
const ROWS_CACHE = 65536;

/**
 * C[M, N] = A[M, K] · packed[K, N], or C += when `accumulate`.
 * @param aside room for one tile.
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
  const tiles = tileCount(M);
  const tilesAtOnce = max(1, ROWS_CACHE / (TILE_ROWS * max(K, 1)));
  for (let first = 0; first < tiles; first += tilesAtOnce) {
    const last = min(tiles, first + tilesAtOnce);
    const row = <usize>tileStart(M, first);
    const cTile = c + row * bytes(N);
    const aTile = a + row * bytes(K);
    multiplyTiles(cTile, bytes(N), aTile, false, packed, N, K, M, first, last, accumulate, aside);
  }
}

/** Blocks of the transposed product: so many terms, columns of B, and tiles of rows of C at once. */
const TERMS = 256;
const COLUMNS = 256;
const TILES = 8;

/** Floats of scratch `multiplyTransposed` needs behind the tile aside. */
export const TRANSPOSED_SCRATCH: i32 = TERMS * (COLUMNS + TILES * TILE_ROWS);

/**
 * C[M, N] = Aᵀ · B for A[K, M] and B[K, N], of which rows `fromRow` up to `toRow` are written. Both sides are packed block
 * by block, for a column of A is spread over as many cache lines as it has terms (Goto, van de Geijn 2008).
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
  const packedA = panels + bytes(TERMS * COLUMNS);
  c += <usize>fromRow * cRow;
  a += bytes(fromRow);
  if (K == 0) memory.fill(c, 0, <usize>rows * cRow);
  for (let n = 0; n < N; n += COLUMNS) {
    const columns = min(COLUMNS, N - n);
    for (let k = 0; k < K; k += TERMS) {
      const terms = min(TERMS, K - k);
      packPanels(panels, b + <usize>k * cRow, cRow, terms, n, n + columns);
      const tiles = tileCount(rows);
      for (let first = 0; first < tiles; first += TILES) {
        const last = min(tiles, first + TILES);
        const cTile = c + <usize>tileStart(rows, first) * cRow + bytes(n);
        interleave(packedA, a + <usize>k * bytes(M), bytes(M), terms, rows, first, last);
        multiplyTiles(cTile, cRow, packedA, true, panels, columns, terms, rows, first, last, k > 0, aside);
      }
    }
  }
}

/** Tiles `first` to `last` of the `count` columns of A, each as [terms][rows of the tile]. */
function interleave(packed: usize, a: usize, aRow: usize, terms: i32, count: i32, first: i32, last: i32): void {
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
