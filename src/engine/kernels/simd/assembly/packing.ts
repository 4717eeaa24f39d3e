/** The right side of a product as panels of 8 columns, [N / 8][K][8], so that the innermost loop reads it in one stream. */
import { bytes, loadLanes, storeLanes } from './vectors';
import { TILE_COLUMNS } from './tile';

/** Panels of columns `from` to `to` of the rows of B[K, *], `bRow` bytes apart. Columns beyond are zeros. */
export function packPanels(packed: usize, b: usize, bRow: usize, K: i32, from: i32, to: i32): void {
  for (let n = from; n < to; n += TILE_COLUMNS) {
    let row = b + bytes(n);
    const columns = to - n;
    for (let k = 0; k < K; k++) {
      v128.store(packed, loadLanes(row, columns));
      v128.store(packed, loadLanes(row + 16, columns - 4), 16);
      packed += TILE_COLUMNS * 4;
      row += bRow;
    }
  }
}

/** packed = B, from B[K, N]. */
export function pack(packed: usize, b: usize, K: i32, N: i32): void {
  packPanels(packed, b, bytes(N), K, 0, N);
}

/** packed = Bᵀ, from B[N, K]. */
export function packTransposed(packed: usize, b: usize, K: i32, N: i32): void {
  const bRow = bytes(K);
  for (let n = 0; n < N; n += TILE_COLUMNS) {
    if (N - n < TILE_COLUMNS) memory.fill(packed, 0, bRow * TILE_COLUMNS);
    transposeColumns(packed, TILE_COLUMNS * 4, b, bRow, K, N - n);
    transposeColumns(packed + 16, TILE_COLUMNS * 4, b + 4 * bRow, bRow, K, N - n - 4);
    packed += bRow * TILE_COLUMNS;
    b += bRow * TILE_COLUMNS;
  }
}

/** The first 4 rows of B, K long and `bRow` bytes apart, as columns of K rows `yRow` bytes apart; fewer if there are fewer. */
export function transposeColumns(y: usize, yRow: usize, b: usize, bRow: usize, K: i32, rows: i32): void {
  let k = 0;
  if (rows >= 4) {
    for (; k + 4 <= K; k += 4, y += 4 * yRow, b += 16) {
      const row0 = v128.load(b);
      const row1 = v128.load(b + bRow);
      const row2 = v128.load(b + 2 * bRow);
      const row3 = v128.load(b + 3 * bRow);
      storeTransposed(y, yRow, row0, row1, row2, row3, 4, 4);
    }
  }
  for (; k < K; k++, y += yRow, b += 4) {
    for (let r = 0; r < min(rows, 4); r++) store<u32>(y + bytes(r), load<u32>(b + <usize>r * bRow));
  }
}

/** Stores the columns of four row vectors as rows `yRow` bytes apart: the first `rows` of them, `lanes` floats each. */
@inline
export function storeTransposed(
  y: usize,
  yRow: usize,
  row0: v128,
  row1: v128,
  row2: v128,
  row3: v128,
  lanes: i32,
  rows: i32,
): void {
  const low01 = v128.shuffle<i32>(row0, row1, 0, 4, 1, 5);
  const high01 = v128.shuffle<i32>(row0, row1, 2, 6, 3, 7);
  const low23 = v128.shuffle<i32>(row2, row3, 0, 4, 1, 5);
  const high23 = v128.shuffle<i32>(row2, row3, 2, 6, 3, 7);
  storeLanes(y, v128.shuffle<i64>(low01, low23, 0, 2), lanes);
  if (rows > 1) storeLanes(y + yRow, v128.shuffle<i64>(low01, low23, 1, 3), lanes);
  if (rows > 2) storeLanes(y + 2 * yRow, v128.shuffle<i64>(high01, high23, 0, 2), lanes);
  if (rows > 3) storeLanes(y + 3 * yRow, v128.shuffle<i64>(high01, high23, 1, 3), lanes);
}
