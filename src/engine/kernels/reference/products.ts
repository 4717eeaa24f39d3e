/** Matrix products, as they stand in a textbook. Packing here only brings the right side to [K, N]. */
import type { Address } from '../../layout.ts';
import type { Floats } from '../interface.ts';

export function pack(memory: Floats, packed: Address, b: Address, K: number, N: number): void {
  memory.copyWithin(packed, b, b + K * N);
}

export function packTransposed(memory: Floats, packed: Address, b: Address, K: number, N: number): void {
  for (let k = 0; k < K; k++) {
    for (let n = 0; n < N; n++) memory[packed + k * N + n] = memory[b + n * K + k];
  }
}

/** c[m, n] = Σ_k a[m, k] · b[k, n] */
export function multiply(
  memory: Floats,
  c: Address,
  a: Address,
  b: Address,
  M: number,
  N: number,
  K: number,
  accumulate: boolean,
): void {
  if (!accumulate) memory.fill(0, c, c + M * N);
  for (let m = 0; m < M; m++) {
    for (let k = 0; k < K; k++) {
      addScaledRow(memory, c + m * N, b + k * N, memory[a + m * K + k], N);
    }
  }
}

/** c[m, n] = Σ_k a[k, m] · b[k, n] */
export function multiplyTransposed(
  memory: Floats,
  c: Address,
  a: Address,
  b: Address,
  M: number,
  N: number,
  K: number,
  fromRow: number,
  toRow: number,
): void {
  memory.fill(0, c + fromRow * N, c + toRow * N);
  for (let k = 0; k < K; k++) {
    for (let m = fromRow; m < toRow; m++) {
      addScaledRow(memory, c + m * N, b + k * N, memory[a + k * M + m], N);
    }
  }
}

/** y[n] += scale · x[n] */
function addScaledRow(memory: Floats, y: Address, x: Address, scale: number, N: number): void {
  for (let n = 0; n < N; n++) memory[y + n] += scale * memory[x + n];
}
