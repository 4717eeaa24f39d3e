/** Look-ups, sums and copies of rows. */
import type { Address } from '../../layout.ts';
import type { Floats } from '../interface.ts';

export function lookUp(
  memory: Floats,
  ids: Int32Array,
  y: Address,
  table: Address,
  id: Address,
  rows: number,
  width: number,
): void {
  for (let r = 0; r < rows; r++) {
    const row = table + ids[id + r] * width;
    memory.copyWithin(y + r * width, row, row + width);
  }
}

export function addRows(
  memory: Floats,
  ids: Int32Array,
  table: Address,
  x: Address,
  id: Address,
  rows: number,
  width: number,
): void {
  for (let r = 0; r < rows; r++) {
    const row = table + ids[id + r] * width;
    for (let j = 0; j < width; j++) memory[row + j] += memory[x + r * width + j];
  }
}

export function gatherSums(
  memory: Floats,
  ids: Int32Array,
  table: Address,
  x: Address,
  id: Address,
  rows: number,
  width: number,
  tableRows: number,
  fromColumn: number,
  toColumn: number,
): void {
  for (let i = 0; i < tableRows; i++) memory.fill(0, table + i * width + fromColumn, table + i * width + toColumn);
  for (let r = 0; r < rows; r++) {
    const row = table + ids[id + r] * width;
    for (let j = fromColumn; j < toColumn; j++) memory[row + j] += memory[x + r * width + j];
  }
}

export function addBias(memory: Floats, y: Address, bias: Address, rows: number, width: number): void {
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < width; j++) memory[y + r * width + j] += memory[bias + j];
  }
}

export function sumRows(
  memory: Floats,
  sum: Address,
  x: Address,
  rows: number,
  width: number,
  fromColumn: number,
  toColumn: number,
): void {
  memory.fill(0, sum + fromColumn, sum + toColumn);
  for (let r = 0; r < rows; r++) {
    for (let j = fromColumn; j < toColumn; j++) memory[sum + j] += memory[x + r * width + j];
  }
}

export function transpose(
  memory: Floats,
  y: Address,
  x: Address,
  rows: number,
  columns: number,
  fromRow: number,
  toRow: number,
): void {
  for (let r = fromRow; r < toRow; r++) {
    for (let j = 0; j < columns; j++) memory[y + r * columns + j] = memory[x + j * rows + r];
  }
}

export function copyColumns(
  memory: Floats,
  y: Address,
  yWidth: number,
  x: Address,
  xWidth: number,
  rows: number,
  columns: number,
): void {
  for (let r = 0; r < rows; r++) memory.copyWithin(y + r * yWidth, x + r * xWidth, x + r * xWidth + columns);
}

export function clearEnded(
  memory: Floats,
  ids: Int32Array,
  y: Address,
  lengths: Address,
  step: number,
  rows: number,
  width: number,
): void {
  for (let r = 0; r < rows; r++) {
    if (ids[lengths + r] <= step) memory.fill(0, y + r * width, y + (r + 1) * width);
  }
}

export function divideRows(
  memory: Floats,
  ids: Int32Array,
  y: Address,
  counts: Address,
  rows: number,
  width: number,
): void {
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < width; j++) memory[y + r * width + j] /= ids[counts + r];
  }
}

export function add(memory: Floats, y: Address, a: Address, b: Address, count: number): void {
  for (let i = 0; i < count; i++) memory[y + i] = memory[a + i] + memory[b + i];
}
