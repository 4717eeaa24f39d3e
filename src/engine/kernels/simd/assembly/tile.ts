/**
 * The innermost loop of every matrix product: a tile of up to 6 rows and 8 columns of C stays in 12 vector registers while
 * the terms of its sums go by. 6 by 8 leaves just enough registers for the operands: with more columns, or with two terms
 * a turn, values spill to memory and half the speed is lost.
 */
import { madd } from './vectors';

export const TILE_ROWS = 6;
export const TILE_COLUMNS = 8;

/**
 * C[rows, 8] += Aᵀ · B[K, 8] for A[K, rows], or = when not `accumulate`. `cRow` is the bytes from one row of C to the next; A
 * and B are contiguous, so that each is read by one pointer: more pointers cost a twentieth of the speed. The terms of an
 * element are added one by one in the order of k, whatever the number of rows.
 * @param rows a constant from 1 to 6: each has code of its own.
 */
@inline
function tileOf(
  rows: i32,
  c: usize,
  cRow: usize,
  a: usize,
  b: usize,
  K: i32,
  accumulate: bool,
): void {
  const c1 = c + cRow;
  const c2 = c1 + cRow;
  const c3 = c2 + cRow;
  const c4 = c3 + cRow;
  const c5 = c4 + cRow;
  const zero = f32x4.splat(0);
  let r00 = zero, r10 = zero, r20 = zero, r30 = zero, r40 = zero, r50 = zero;
  let r01 = zero, r11 = zero, r21 = zero, r31 = zero, r41 = zero, r51 = zero;
  if (accumulate) {
    if (rows > 0) { r00 = v128.load(c); r01 = v128.load(c, 16); }
    if (rows > 1) { r10 = v128.load(c1); r11 = v128.load(c1, 16); }
    if (rows > 2) { r20 = v128.load(c2); r21 = v128.load(c2, 16); }
    if (rows > 3) { r30 = v128.load(c3); r31 = v128.load(c3, 16); }
    if (rows > 4) { r40 = v128.load(c4); r41 = v128.load(c4, 16); }
    if (rows > 5) { r50 = v128.load(c5); r51 = v128.load(c5, 16); }
  }

  const end = b + (<usize>K) * (TILE_COLUMNS * 4);
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = zero;
    if (rows > 0) { x = v128.load32_splat(a); r00 = madd(x, b0, r00); r01 = madd(x, b1, r01); }
    if (rows > 1) { x = v128.load32_splat(a, 4); r10 = madd(x, b0, r10); r11 = madd(x, b1, r11); }
    if (rows > 2) { x = v128.load32_splat(a, 8); r20 = madd(x, b0, r20); r21 = madd(x, b1, r21); }
    if (rows > 3) { x = v128.load32_splat(a, 12); r30 = madd(x, b0, r30); r31 = madd(x, b1, r31); }
    if (rows > 4) { x = v128.load32_splat(a, 16); r40 = madd(x, b0, r40); r41 = madd(x, b1, r41); }
    if (rows > 5) { x = v128.load32_splat(a, 20); r50 = madd(x, b0, r50); r51 = madd(x, b1, r51); }
    a += rows * 4;
    b += TILE_COLUMNS * 4;
  }

  if (rows > 0) { v128.store(c, r00); v128.store(c, r01, 16); }
  if (rows > 1) { v128.store(c1, r10); v128.store(c1, r11, 16); }
  if (rows > 2) { v128.store(c2, r20); v128.store(c2, r21, 16); }
  if (rows > 3) { v128.store(c3, r30); v128.store(c3, r31, 16); }
  if (rows > 4) { v128.store(c4, r40); v128.store(c4, r41, 16); }
  if (rows > 5) { v128.store(c5, r50); v128.store(c5, r51, 16); }
}

/** The same for any number of rows from 1 to 6. */
export function tile(
  rows: i32,
  c: usize,
  cRow: usize,
  a: usize,
  b: usize,
  K: i32,
  accumulate: bool,
): void {
  if (rows == 6) tileOf(6, c, cRow, a, b, K, accumulate);
  else if (rows == 5) tileOf(5, c, cRow, a, b, K, accumulate);
  else if (rows == 4) tileOf(4, c, cRow, a, b, K, accumulate);
  else if (rows == 3) tileOf(3, c, cRow, a, b, K, accumulate);
  else if (rows == 2) tileOf(2, c, cRow, a, b, K, accumulate);
  else tileOf(1, c, cRow, a, b, K, accumulate);
}
