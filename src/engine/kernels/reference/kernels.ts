import type { Address } from '../../layout.ts';
import type { Floats, Kernels } from '../interface.ts';
import * as cells from './cells.ts';
import * as learning from './learning.ts';
import * as products from './products.ts';
import * as rows from './rows.ts';

/**
 * The readable kernels over one arena. With 64-bit floats the same network runs in double precision, which is how its
 * gradients are checked against finite differences.
 *
 * @throws RangeError from any kernel whose arguments reach beyond the arena.
 */
export function referenceKernels(floats: Floats, integers: Int32Array): Kernels {
  /** Throws unless `count` elements from each address are inside. */
  const check = (kernel: string, ...spans: readonly (readonly [name: string, address: Address, count: number])[]): void => {
    for (const [name, address, count] of spans) {
      if (!(address >= 0 && count >= 0 && address + count <= floats.length)) {
        throw new RangeError(
          `${kernel}: ${name} has ${count} elements at ${address}, beyond the arena of ${floats.length}.`,
        );
      }
    }
  };
  return {
    name: 'reference',
    floats,
    integers,
    packedLength: (K, N) => K * N,
    pack(packed, b, K, N) {
      check('pack', ['packed', packed, K * N], ['b', b, K * N]);
      products.pack(floats, packed, b, K, N);
    },
    packTransposed(packed, b, K, N) {
      check('packTransposed', ['packed', packed, K * N], ['b', b, K * N]);
      products.packTransposed(floats, packed, b, K, N);
    },
    multiply(c, a, packed, M, N, K, accumulate) {
      check('multiply', ['c', c, M * N], ['a', a, M * K], ['packed', packed, K * N]);
      products.multiply(floats, c, a, packed, M, N, K, accumulate);
    },
    multiplyTransposed(c, a, b, M, N, K, fromRow, toRow) {
      check('multiplyTransposed', ['c', c, M * N], ['a', a, K * M], ['b', b, K * N]);
      checkPart('multiplyTransposed', fromRow, toRow, M);
      products.multiplyTransposed(floats, c, a, b, M, N, K, fromRow, toRow);
    },
    lookUp(y, table, ids, count, width) {
      check('lookUp', ['y', y, count * width], ['table', table, width], ['ids', ids, count]);
      rows.lookUp(floats, integers, y, table, ids, count, width);
    },
    scatterAdd(table, x, ids, count, width, fromColumn, toColumn) {
      check('scatterAdd', ['table', table, width], ['x', x, count * width], ['ids', ids, count]);
      checkPart('scatterAdd', fromColumn, toColumn, width);
      rows.scatterAdd(floats, integers, table, x, ids, count, width, fromColumn, toColumn);
    },
    addBias(y, bias, count, width) {
      check('addBias', ['y', y, count * width], ['bias', bias, width]);
      rows.addBias(floats, y, bias, count, width);
    },
    sumRows(sum, x, count, width, fromColumn, toColumn) {
      check('sumRows', ['sum', sum, width], ['x', x, count * width]);
      checkPart('sumRows', fromColumn, toColumn, width);
      rows.sumRows(floats, sum, x, count, width, fromColumn, toColumn);
    },
    transpose(y, x, count, columns, fromRow, toRow) {
      check('transpose', ['y', y, count * columns], ['x', x, count * columns]);
      checkPart('transpose', fromRow, toRow, count);
      rows.transpose(floats, y, x, count, columns, fromRow, toRow);
    },
    add(y, a, b, count) {
      check('add', ['y', y, count], ['a', a, count], ['b', b, count]);
      rows.add(floats, y, a, b, count);
    },
    copy(y, x, count) {
      check('copy', ['y', y, count], ['x', x, count]);
      floats.copyWithin(y, x, x + count);
    },
    fill(y, count, value) {
      check('fill', ['y', y, count]);
      floats.fill(value, y, y + count);
    },
    rnnForward(h, a, count, H, nonlinearity) {
      check('rnnForward', ['h', h, count * H], ['a', a, count * H]);
      cells.rnnForward(floats, h, a, count, H, nonlinearity);
    },
    rnnBackward(da, dh, h, count, H, nonlinearity) {
      check('rnnBackward', ['da', da, count * H], ['dh', dh, count * H], ['h', h, count * H]);
      cells.rnnBackward(floats, da, dh, h, count, H, nonlinearity);
    },
    lstmForward(gates, c, tanhC, h, previousC, count, H) {
      const size = count * H;
      check('lstmForward', ['gates', gates, 4 * size], ['c', c, size], ['tanhC', tanhC, size], ['h', h, size]);
      check('lstmForward', ['previousC', previousC, size]);
      cells.lstmForward(floats, gates, c, tanhC, h, previousC, count, H);
    },
    lstmBackward(gates, dc, dh, tanhC, previousC, count, H) {
      const size = count * H;
      check('lstmBackward', ['gates', gates, 4 * size], ['dc', dc, size], ['dh', dh, size], ['tanhC', tanhC, size]);
      check('lstmBackward', ['previousC', previousC, size]);
      cells.lstmBackward(floats, gates, dc, dh, tanhC, previousC, count, H);
    },
    gruForward(fromInput, fromHidden, h, previousH, count, H) {
      const size = count * H;
      check('gruForward', ['fromInput', fromInput, 3 * size], ['fromHidden', fromHidden, 3 * size]);
      check('gruForward', ['h', h, size], ['previousH', previousH, size]);
      cells.gruForward(floats, fromInput, fromHidden, h, previousH, count, H);
    },
    gruBackward(fromInput, fromHidden, dPreviousH, dh, previousH, count, H) {
      const size = count * H;
      check('gruBackward', ['fromInput', fromInput, 3 * size], ['fromHidden', fromHidden, 3 * size]);
      check('gruBackward', ['dPreviousH', dPreviousH, size], ['dh', dh, size], ['previousH', previousH, size]);
      cells.gruBackward(floats, fromInput, fromHidden, dPreviousH, dh, previousH, count, H);
    },
    crossEntropy(losses, logits, targets, count, V) {
      check('crossEntropy', ['losses', losses, count], ['logits', logits, count * V], ['targets', targets, count]);
      learning.crossEntropy(floats, integers, losses, logits, targets, count, V);
    },
    softmaxCrossEntropy(losses, logits, targets, count, V, scale) {
      check('softmaxCrossEntropy', ['losses', losses, count], ['logits', logits, count * V]);
      check('softmaxCrossEntropy', ['targets', targets, count]);
      learning.softmaxCrossEntropy(floats, integers, losses, logits, targets, count, V, scale);
    },
    dropout(y, x, count, firstIndex, keep, key) {
      check('dropout', ['y', y, count], ['x', x, count]);
      learning.dropout(floats, y, x, count, firstIndex, keep, key);
    },
    sumOfSquares(x, count) {
      check('sumOfSquares', ['x', x, count]);
      return learning.sumOfSquares(floats, x, count);
    },
    adam(parameter, gradient, moment1, moment2, count, options) {
      check('adam', ['parameter', parameter, count], ['gradient', gradient, count]);
      check('adam', ['moment1', moment1, count], ['moment2', moment2, count]);
      learning.adam(floats, parameter, gradient, moment1, moment2, count, options);
    },
  };
}

function checkPart(kernel: string, from: number, to: number, length: number): void {
  if (!(from >= 0 && from <= to && to <= length)) {
    throw new RangeError(`${kernel}: the part from ${from} to ${to} is not within 0 to ${length}.`);
  }
}
