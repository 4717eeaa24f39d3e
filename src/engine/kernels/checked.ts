import type { Address } from '../layout.ts';
import type { Kernels } from './interface.ts';

/**
 * Any kernels, with every argument checked before the work: an array that would reach beyond the arena, or a share
 * beyond its whole, throws RangeError with the sizes. The cost is outside every loop.
 */
export function checked(inner: Kernels): Kernels {
  const { floats, integers } = inner;

  const inArena = (kernel: string, name: string, address: Address, count: number): void => {
    if (!(address >= 0 && count >= 0 && address + count <= floats.length)) {
      throw new RangeError(
        `${kernel}: ${name} has ${count} elements at ${address}, beyond the ${floats.length} there are.`,
      );
    }
  };
  const idsInArena = (kernel: string, address: Address, count: number): void => {
    if (!(address >= 0 && count >= 0 && address + count <= integers.length)) {
      throw new RangeError(`${kernel}: ${count} ids at ${address} reach beyond the ${integers.length} there are.`);
    }
  };
  /** Every id is a row of a table of `tableRows`; negative ones only where they mean that the row does not count. */
  const idsInTable = (kernel: string, ids: Address, count: number, tableRows: number, lowest: number): void => {
    for (let i = ids; i < ids + count; i++) {
      const id = integers[i];
      if (id < lowest || id >= tableRows) {
        throw new RangeError(`${kernel}: id ${id} in row ${i - ids} is not among the ${tableRows} there are.`);
      }
    }
  };
  const isShare = (kernel: string, from: number, to: number, whole: number): void => {
    if (!(from >= 0 && from <= to && to <= whole)) {
      throw new RangeError(`${kernel}: the share from ${from} to ${to} is not within 0 to ${whole}.`);
    }
  };

  return {
    name: inner.name,
    floats,
    integers,
    packedLength: (K, N) => inner.packedLength(K, N),
    pack(packed, b, K, N) {
      inArena('pack', 'packed', packed, inner.packedLength(K, N));
      inArena('pack', 'b', b, K * N);
      inner.pack(packed, b, K, N);
    },
    packTransposed(packed, b, K, N) {
      inArena('packTransposed', 'packed', packed, inner.packedLength(K, N));
      inArena('packTransposed', 'b', b, K * N);
      inner.packTransposed(packed, b, K, N);
    },
    multiply(c, a, packed, M, N, K, accumulate) {
      inArena('multiply', 'c', c, M * N);
      inArena('multiply', 'a', a, M * K);
      inArena('multiply', 'packed', packed, inner.packedLength(K, N));
      inner.multiply(c, a, packed, M, N, K, accumulate);
    },
    multiplyTransposed(c, a, b, M, N, K, fromRow, toRow) {
      inArena('multiplyTransposed', 'c', c, M * N);
      inArena('multiplyTransposed', 'a', a, K * M);
      inArena('multiplyTransposed', 'b', b, K * N);
      isShare('multiplyTransposed', fromRow, toRow, M);
      inner.multiplyTransposed(c, a, b, M, N, K, fromRow, toRow);
    },
    lookUp(y, table, ids, rows, width) {
      inArena('lookUp', 'y', y, rows * width);
      inArena('lookUp', 'table', table, width);
      idsInArena('lookUp', ids, rows);
      idsInTable('lookUp', ids, rows, Math.floor((floats.length - table) / width), 0);
      inner.lookUp(y, table, ids, rows, width);
    },
    addRows(table, x, ids, rows, width) {
      inArena('addRows', 'table', table, width);
      inArena('addRows', 'x', x, rows * width);
      idsInArena('addRows', ids, rows);
      idsInTable('addRows', ids, rows, Math.floor((floats.length - table) / width), 0);
      inner.addRows(table, x, ids, rows, width);
    },
    gatherSums(table, x, ids, rows, width, tableRows, fromColumn, toColumn) {
      inArena('gatherSums', 'table', table, tableRows * width);
      inArena('gatherSums', 'x', x, rows * width);
      idsInArena('gatherSums', ids, rows);
      idsInTable('gatherSums', ids, rows, tableRows, 0);
      isShare('gatherSums', fromColumn, toColumn, width);
      inner.gatherSums(table, x, ids, rows, width, tableRows, fromColumn, toColumn);
    },
    addBias(y, bias, rows, width) {
      inArena('addBias', 'y', y, rows * width);
      inArena('addBias', 'bias', bias, width);
      inner.addBias(y, bias, rows, width);
    },
    sumRows(sum, x, rows, width, fromColumn, toColumn) {
      inArena('sumRows', 'sum', sum, width);
      inArena('sumRows', 'x', x, rows * width);
      isShare('sumRows', fromColumn, toColumn, width);
      inner.sumRows(sum, x, rows, width, fromColumn, toColumn);
    },
    transpose(y, x, rows, columns, fromRow, toRow) {
      inArena('transpose', 'y', y, rows * columns);
      inArena('transpose', 'x', x, rows * columns);
      isShare('transpose', fromRow, toRow, rows);
      inner.transpose(y, x, rows, columns, fromRow, toRow);
    },
    copyColumns(y, yWidth, x, xWidth, rows, columns) {
      inArena('copyColumns', 'y', y, rows === 0 ? 0 : (rows - 1) * yWidth + columns);
      inArena('copyColumns', 'x', x, rows === 0 ? 0 : (rows - 1) * xWidth + columns);
      isShare('copyColumns', 0, columns, Math.min(yWidth, xWidth));
      inner.copyColumns(y, yWidth, x, xWidth, rows, columns);
    },
    clearEnded(y, lengths, step, rows, width) {
      inArena('clearEnded', 'y', y, rows * width);
      idsInArena('clearEnded', lengths, rows);
      inner.clearEnded(y, lengths, step, rows, width);
    },
    divideRows(y, counts, rows, width) {
      inArena('divideRows', 'y', y, rows * width);
      idsInArena('divideRows', counts, rows);
      inner.divideRows(y, counts, rows, width);
    },
    add(y, a, b, count) {
      inArena('add', 'y', y, count);
      inArena('add', 'a', a, count);
      inArena('add', 'b', b, count);
      inner.add(y, a, b, count);
    },
    copy(y, x, count) {
      inArena('copy', 'y', y, count);
      inArena('copy', 'x', x, count);
      inner.copy(y, x, count);
    },
    fill(y, count, value) {
      inArena('fill', 'y', y, count);
      inner.fill(y, count, value);
    },
    rnnForward(h, a, rows, H, nonlinearity) {
      inArena('rnnForward', 'h', h, rows * H);
      inArena('rnnForward', 'a', a, rows * H);
      inner.rnnForward(h, a, rows, H, nonlinearity);
    },
    rnnBackward(da, dh, h, rows, H, nonlinearity) {
      inArena('rnnBackward', 'da', da, rows * H);
      inArena('rnnBackward', 'dh', dh, rows * H);
      inArena('rnnBackward', 'h', h, rows * H);
      inner.rnnBackward(da, dh, h, rows, H, nonlinearity);
    },
    lstmForward(gates, c, tanhC, h, previousC, rows, H) {
      inArena('lstmForward', 'gates', gates, rows * 4 * H);
      inArena('lstmForward', 'c', c, rows * H);
      inArena('lstmForward', 'tanhC', tanhC, rows * H);
      inArena('lstmForward', 'h', h, rows * H);
      inArena('lstmForward', 'previousC', previousC, rows * H);
      inner.lstmForward(gates, c, tanhC, h, previousC, rows, H);
    },
    lstmBackward(gates, dc, dh, tanhC, previousC, rows, H) {
      inArena('lstmBackward', 'gates', gates, rows * 4 * H);
      inArena('lstmBackward', 'dc', dc, rows * H);
      inArena('lstmBackward', 'dh', dh, rows * H);
      inArena('lstmBackward', 'tanhC', tanhC, rows * H);
      inArena('lstmBackward', 'previousC', previousC, rows * H);
      inner.lstmBackward(gates, dc, dh, tanhC, previousC, rows, H);
    },
    gruForward(fromInput, fromHidden, h, previousH, rows, H) {
      inArena('gruForward', 'fromInput', fromInput, rows * 3 * H);
      inArena('gruForward', 'fromHidden', fromHidden, rows * 3 * H);
      inArena('gruForward', 'h', h, rows * H);
      inArena('gruForward', 'previousH', previousH, rows * H);
      inner.gruForward(fromInput, fromHidden, h, previousH, rows, H);
    },
    gruBackward(fromInput, fromHidden, dPreviousH, dh, previousH, rows, H) {
      inArena('gruBackward', 'fromInput', fromInput, rows * 3 * H);
      inArena('gruBackward', 'fromHidden', fromHidden, rows * 3 * H);
      inArena('gruBackward', 'dPreviousH', dPreviousH, rows * H);
      inArena('gruBackward', 'dh', dh, rows * H);
      inArena('gruBackward', 'previousH', previousH, rows * H);
      inner.gruBackward(fromInput, fromHidden, dPreviousH, dh, previousH, rows, H);
    },
    crossEntropy(losses, logits, targets, rows, V) {
      inArena('crossEntropy', 'losses', losses, rows);
      inArena('crossEntropy', 'logits', logits, rows * V);
      idsInArena('crossEntropy', targets, rows);
      idsInTable('crossEntropy', targets, rows, V, -Infinity);
      inner.crossEntropy(losses, logits, targets, rows, V);
    },
    softmaxCrossEntropy(losses, logits, targets, rows, V, scale) {
      inArena('softmaxCrossEntropy', 'losses', losses, rows);
      inArena('softmaxCrossEntropy', 'logits', logits, rows * V);
      idsInArena('softmaxCrossEntropy', targets, rows);
      idsInTable('softmaxCrossEntropy', targets, rows, V, -Infinity);
      inner.softmaxCrossEntropy(losses, logits, targets, rows, V, scale);
    },
    dropout(y, x, count, firstIndex, keep, seed, step, layer) {
      inArena('dropout', 'y', y, count);
      inArena('dropout', 'x', x, count);
      inner.dropout(y, x, count, firstIndex, keep, seed, step, layer);
    },
    sumOfSquares(x, count) {
      inArena('sumOfSquares', 'x', x, count);
      return inner.sumOfSquares(x, count);
    },
    adam(parameter, gradient, moment1, moment2, count, options) {
      inArena('adam', 'parameter', parameter, count);
      inArena('adam', 'gradient', gradient, count);
      inArena('adam', 'moment1', moment1, count);
      inArena('adam', 'moment2', moment2, count);
      inner.adam(parameter, gradient, moment1, moment2, count, options);
    },
  };
}
