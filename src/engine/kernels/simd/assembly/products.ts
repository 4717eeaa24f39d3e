/** Matrix products at any size. The order of an element's sum is that of k, always. */
import { ASIDE_LENGTH, tileWithin } from './edge';
import { packPanels } from './packing';
import { TILE_COLUMNS, TILE_ROWS } from './tile';
import { bytes } from './vectors';

/** Floats of A that one pass over all panels keeps in the second-level cache. */
const ROWS_CACHE = 65536;

/** Rows of tile `index` when M rows are dealt to `tiles` tiles as evenly as can be: a tile of one row is slow. */
@inline
function tileRows(M: i32, tiles: i32, index: i32): i32 {
  return M / tiles + i32(index < M % tiles);
}

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
  if (M == 0) return;
  const aRow = bytes(K);
  const cRow = bytes(N);
  const tiles = (M + TILE_ROWS - 1) / TILE_ROWS;
  const tilesAtOnce = max(1, ROWS_CACHE / (TILE_ROWS * max(K, 1)));
  for (let first = 0; first < tiles; first += tilesAtOnce) {
    const last = min(tiles, first + tilesAtOnce);
    let rowsDone = 0;
    let panel = packed;
    for (let n = 0; n < N; n += TILE_COLUMNS) {
      let aTile = a;
      let cTile = c + bytes(n);
      rowsDone = 0;
      for (let index = first; index < last; index++) {
        const rows = tileRows(M, tiles, index);
        tileWithin(N - n, aside, rows, cTile, cRow, aTile, aRow, 4, panel, K, accumulate);
        aTile += <usize>rows * aRow;
        cTile += <usize>rows * cRow;
        rowsDone += rows;
      }
      panel += aRow * TILE_COLUMNS;
    }
    a += <usize>rowsDone * aRow;
    c += <usize>rowsDone * cRow;
  }
}

/** Blocks of the transposed product: so many terms, columns of B, and tiles of rows of C at once. */
const TERMS = 256;
const COLUMNS = 256;
const TILES = 8;
const PACKED_B_BYTES: usize = TERMS * COLUMNS * 4;

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
  const count = toRow - fromRow;
  if (count == 0) return;
  const cRow = bytes(N);
  const tiles = (count + TILE_ROWS - 1) / TILE_ROWS;
  const packedB = aside + bytes(ASIDE_LENGTH);
  const packedA = packedB + PACKED_B_BYTES;
  if (K == 0) memory.fill(c + <usize>fromRow * cRow, 0, <usize>count * cRow);
  for (let n = 0; n < N; n += COLUMNS) {
    const columns = min(COLUMNS, N - n);
    for (let k = 0; k < K; k += TERMS) {
      const terms = min(TERMS, K - k);
      packPanels(packedB, b + <usize>k * cRow, cRow, terms, n, n + columns);
      let row = fromRow;
      for (let first = 0; first < tiles; first += TILES) {
        const last = min(tiles, first + TILES);
        let rows = 0;
        for (let index = first; index < last; index++) rows += tileRows(count, tiles, index);
        packTiles(packedA, a + <usize>k * bytes(M) + bytes(row), M, terms, count, tiles, first, last);
        multiplyPanels(
          c + <usize>row * cRow + bytes(n),
          cRow,
          packedA,
          packedB,
          columns,
          terms,
          count,
          tiles,
          first,
          last,
          k > 0,
          aside,
        );
        row += rows;
      }
    }
  }
}

/** Tiles `first` to `last` of A's columns, each [terms][rows], from `terms` rows of A. */
function packTiles(packed: usize, a: usize, M: i32, terms: i32, count: i32, tiles: i32, first: i32, last: i32): void {
  const aRow = bytes(M);
  for (let index = first; index < last; index++) {
    const rows = tileRows(count, tiles, index);
    const width = bytes(rows);
    let source = a;
    for (let k = 0; k < terms; k++) {
      copyFew(packed, source, rows);
      packed += width;
      source += aRow;
    }
    a += width;
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

/** Some tiles of rows of C, all panels of a block. */
function multiplyPanels(
  c: usize,
  cRow: usize,
  packedA: usize,
  packedB: usize,
  columns: i32,
  terms: i32,
  count: i32,
  tiles: i32,
  first: i32,
  last: i32,
  accumulate: bool,
  aside: usize,
): void {
  for (let n = 0; n < columns; n += TILE_COLUMNS) {
    let aTile = packedA;
    let cTile = c + bytes(n);
    for (let index = first; index < last; index++) {
      const rows = tileRows(count, tiles, index);
      const aTerm = bytes(rows);
      tileWithin(columns - n, aside, rows, cTile, cRow, aTile, 4, aTerm, packedB, terms, accumulate);
      aTile += <usize>terms * aTerm;
      cTile += <usize>rows * cRow;
    }
    packedB += bytes(terms) * TILE_COLUMNS;
  }
}
