import { PURPOSE } from '../../rng.ts';
import { checked } from '../checked.ts';
import type { KernelName, Kernels } from '../interface.ts';
import { roundUp, type Address } from '../../layout.ts';
import type { KernelExports } from './exports.ts';

/** Columns of a panel of a packed right side. */
const PANEL = 8;

/** A packed right side is padded to whole panels. */
export function packedLength(K: number, N: number): number {
  return K * roundUp(N, PANEL);
}

/**
 * The kernels of an instance of the module, over the first `length` elements of its memory.
 * @param scratch where the instance may put what it packs: `scratchLength` elements that are no one else's.
 */
export function simdKernels(
  name: KernelName,
  wasm: KernelExports,
  memory: WebAssembly.Memory,
  length: number,
  scratch: Address,
): Kernels {
  // The module counts addresses in bytes.
  const aside = 4 * scratch;
  return checked({
    name,
    floats: new Float32Array(memory.buffer, 0, length),
    integers: new Int32Array(memory.buffer, 0, length),
    packedLength,
    pack: (packed, b, K, N) => wasm.pack(4 * packed, 4 * b, K, N),
    packTransposed: (packed, b, K, N) => wasm.packTransposed(4 * packed, 4 * b, K, N),
    multiply: (c, a, packed, M, N, K, accumulate) =>
      wasm.multiply(4 * c, 4 * a, 4 * packed, M, N, K, Number(accumulate), aside),
    multiplyTransposed: (c, a, b, M, N, K, fromRow, toRow) =>
      wasm.multiplyTransposed(4 * c, 4 * a, 4 * b, M, N, K, fromRow, toRow, aside),
    lookUp: (y, table, ids, rows, width) => wasm.lookUp(4 * y, 4 * table, 4 * ids, rows, width),
    addRows: (table, x, ids, rows, width) => wasm.addRows(4 * table, 4 * x, 4 * ids, rows, width),
    gatherSums: (table, x, ids, rows, width, tableRows, fromColumn, toColumn) =>
      wasm.gatherSums(4 * table, 4 * x, 4 * ids, rows, width, tableRows, fromColumn, toColumn),
    addBias: (y, bias, rows, width) => wasm.addBias(4 * y, 4 * bias, rows, width),
    sumRows: (sum, x, rows, width, fromColumn, toColumn) =>
      wasm.sumRows(4 * sum, 4 * x, rows, width, fromColumn, toColumn),
    transpose: (y, x, rows, columns, fromRow, toRow) => wasm.transpose(4 * y, 4 * x, rows, columns, fromRow, toRow),
    copyColumns: (y, yWidth, x, xWidth, rows, columns) => wasm.copyColumns(4 * y, yWidth, 4 * x, xWidth, rows, columns),
    clearEnded: (y, lengths, step, rows, width) => wasm.clearEnded(4 * y, 4 * lengths, step, rows, width),
    divideRows: (y, counts, rows, width) => wasm.divideRows(4 * y, 4 * counts, rows, width),
    add: (y, a, b, count) => wasm.add(4 * y, 4 * a, 4 * b, count),
    copy: (y, x, count) => wasm.copy(4 * y, 4 * x, count),
    fill: (y, count, value) => wasm.fill(4 * y, count, value),
    rnnForward: (h, a, rows, H, nonlinearity) =>
      (nonlinearity === 'tanh' ? wasm.tanhForward : wasm.reluForward)(4 * h, 4 * a, rows * H),
    rnnBackward: (da, dh, h, rows, H, nonlinearity) =>
      (nonlinearity === 'tanh' ? wasm.tanhBackward : wasm.reluBackward)(4 * da, 4 * dh, 4 * h, rows * H),
    lstmForward: (gates, c, tanhC, h, previousC, rows, H) =>
      wasm.lstmForward(4 * gates, 4 * c, 4 * tanhC, 4 * h, 4 * previousC, rows, H),
    lstmBackward: (gates, dc, dh, tanhC, previousC, rows, H) =>
      wasm.lstmBackward(4 * gates, 4 * dc, 4 * dh, 4 * tanhC, 4 * previousC, rows, H),
    gruForward: (fromInput, fromHidden, h, previousH, rows, H) =>
      wasm.gruForward(4 * fromInput, 4 * fromHidden, 4 * h, 4 * previousH, rows, H),
    gruBackward: (fromInput, fromHidden, dPreviousH, dh, previousH, rows, H) =>
      wasm.gruBackward(4 * fromInput, 4 * fromHidden, 4 * dPreviousH, 4 * dh, 4 * previousH, rows, H),
    crossEntropy: (losses, logits, targets, rows, V) => wasm.crossEntropy(4 * losses, 4 * logits, 4 * targets, rows, V),
    softmaxCrossEntropy: (losses, logits, targets, rows, V, scale) =>
      wasm.softmaxCrossEntropy(4 * losses, 4 * logits, 4 * targets, rows, V, scale),
    dropout(y, x, count, firstIndex, keep, seed, step, layer) {
      // A word's top 24 bits are the random number; as whole numbers they compare exactly as fractions of 1 do.
      const threshold = Math.ceil(keep * 2 ** 24);
      wasm.dropout(4 * y, 4 * x, count, firstIndex, threshold, 1 / keep, seed, PURPOSE.dropout, step, layer);
    },
    sumOfSquares: (x, count) => wasm.sumOfSquares(4 * x, count),
    adam(parameter, gradient, moment1, moment2, count, options) {
      const { learningRate, beta1, beta2, epsilon, weightDecay, step, gradientScale } = options;
      wasm.adam(
        ...[4 * parameter, 4 * gradient, 4 * moment1, 4 * moment2, count],
        ...[learningRate / (1 - beta1 ** step), beta1, 1 - beta1, beta2, 1 - beta2],
        ...[1 / Math.sqrt(1 - beta2 ** step), epsilon, learningRate * weightDecay, gradientScale],
      );
    },
  });
}
