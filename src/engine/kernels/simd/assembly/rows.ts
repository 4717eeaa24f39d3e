/** Look-ups, sums and copies of rows. */
import { storeTransposed } from './packing';
import { bytes, loadLanes, storeLanes } from './vectors';

@inline
function copyVectors(y: usize, x: usize, count: i32): void {
  for (let j = 0; j < count; j += 4, y += 16, x += 16) storeLanes(y, loadLanes(x, count - j), count - j);
}

/** y += x */
@inline
function addVectors(y: usize, x: usize, count: i32): void {
  for (let j = 0; j < count; j += 4, y += 16, x += 16) {
    const lanes = count - j;
    storeLanes(y, f32x4.add(loadLanes(y, lanes), loadLanes(x, lanes)), lanes);
  }
}

export function lookUp(y: usize, table: usize, ids: usize, rows: i32, width: i32): void {
  const row = bytes(width);
  for (let r = 0; r < rows; r++) {
    copyVectors(y, table + <usize>load<i32>(ids) * row, width);
    y += row;
    ids += 4;
  }
}

export function addRows(table: usize, x: usize, ids: usize, rows: i32, width: i32): void {
  const row = bytes(width);
  for (let r = 0; r < rows; r++) {
    addVectors(table + <usize>load<i32>(ids) * row, x, width);
    x += row;
    ids += 4;
  }
}

export function gatherSums(
  table: usize,
  x: usize,
  ids: usize,
  rows: i32,
  width: i32,
  tableRows: i32,
  fromColumn: i32,
  toColumn: i32,
): void {
  const row = bytes(width);
  const columns = toColumn - fromColumn;
  table += bytes(fromColumn);
  x += bytes(fromColumn);
  for (let i = 0; i < tableRows; i++) memory.fill(table + <usize>i * row, 0, bytes(columns));
  for (let r = 0; r < rows; r++) {
    addVectors(table + <usize>load<i32>(ids) * row, x, columns);
    x += row;
    ids += 4;
  }
}

export function addBias(y: usize, bias: usize, rows: i32, width: i32): void {
  for (let r = 0; r < rows; r++) {
    addVectors(y, bias, width);
    y += bytes(width);
  }
}

/** Row after row, four in one go, so that memory is read as it lies; each sum is from the first row to the last. */
export function sumRows(sum: usize, x: usize, rows: i32, width: i32, fromColumn: i32, toColumn: i32): void {
  const row = bytes(width);
  const columns = toColumn - fromColumn;
  sum += bytes(fromColumn);
  x += bytes(fromColumn);
  memory.fill(sum, 0, bytes(columns));
  let r = 0;
  for (; r + 4 <= rows; r += 4) {
    addFourRows(sum, x, row, columns);
    x += 4 * row;
  }
  for (; r < rows; r++) {
    addVectors(sum, x, columns);
    x += row;
  }
}

@inline
function addFourRows(y: usize, x: usize, row: usize, count: i32): void {
  for (let j = 0; j < count; j += 4, y += 16, x += 16) {
    const lanes = count - j;
    let sum = f32x4.add(loadLanes(y, lanes), loadLanes(x, lanes));
    sum = f32x4.add(sum, loadLanes(x + row, lanes));
    sum = f32x4.add(sum, loadLanes(x + 2 * row, lanes));
    storeLanes(y, f32x4.add(sum, loadLanes(x + 3 * row, lanes)), lanes);
  }
}

export function transpose(y: usize, x: usize, rows: i32, columns: i32, fromRow: i32, toRow: i32): void {
  const yRow = bytes(columns);
  const xRow = bytes(rows);
  for (let r = fromRow; r < toRow; r += 4) {
    const height = toRow - r;
    for (let j = 0; j < columns; j += 4) {
      const width = columns - j;
      const from = x + <usize>j * xRow + bytes(r);
      const to = y + <usize>r * yRow + bytes(j);
      const row0 = loadLanes(from, height);
      const row1 = width > 1 ? loadLanes(from + xRow, height) : f32x4.splat(0);
      const row2 = width > 2 ? loadLanes(from + 2 * xRow, height) : f32x4.splat(0);
      const row3 = width > 3 ? loadLanes(from + 3 * xRow, height) : f32x4.splat(0);
      storeTransposed(to, yRow, row0, row1, row2, row3, width, height);
    }
  }
}

export function copyColumns(y: usize, yWidth: i32, x: usize, xWidth: i32, rows: i32, columns: i32): void {
  for (let r = 0; r < rows; r++) {
    copyVectors(y, x, columns);
    y += bytes(yWidth);
    x += bytes(xWidth);
  }
}

export function clearEnded(y: usize, lengths: usize, step: i32, rows: i32, width: i32): void {
  for (let r = 0; r < rows; r++) {
    if (load<i32>(lengths) <= step) memory.fill(y, 0, bytes(width));
    y += bytes(width);
    lengths += 4;
  }
}

export function divideRows(y: usize, counts: usize, rows: i32, width: i32): void {
  for (let r = 0; r < rows; r++) {
    const divisor = f32x4.splat(<f32>load<i32>(counts));
    for (let j = 0; j < width; j += 4) {
      const at = y + bytes(j);
      storeLanes(at, f32x4.div(loadLanes(at, width - j), divisor), width - j);
    }
    y += bytes(width);
    counts += 4;
  }
}

export function add(y: usize, a: usize, b: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, y += 16, a += 16, b += 16) {
    const lanes = count - i;
    storeLanes(y, f32x4.add(loadLanes(a, lanes), loadLanes(b, lanes)), lanes);
  }
}

/** The two may overlap. */
export function copy(y: usize, x: usize, count: i32): void {
  memory.copy(y, x, bytes(count));
}

export function fill(y: usize, count: i32, value: f32): void {
  for (let i = 0; i < count; i += 4, y += 16) storeLanes(y, f32x4.splat(value), count - i);
}
