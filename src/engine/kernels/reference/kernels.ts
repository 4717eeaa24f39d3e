import type { Floats, Kernels } from '../interface.ts';
import { checked } from '../checked.ts';
import * as cells from './cells.ts';
import * as learning from './learning.ts';
import * as products from './products.ts';
import * as rows from './rows.ts';

/**
 * The readable kernels over one arena. With 64-bit floats the same network runs in double precision, which is how its
 * gradients are checked against finite differences.
 */
export function referenceKernels(memory: Floats, ids: Int32Array): Kernels {
  return checked({
    name: 'reference',
    floats: memory,
    integers: ids,
    packedLength: (K, N) => K * N,
    pack: (...sizes) => products.pack(memory, ...sizes),
    packTransposed: (...sizes) => products.packTransposed(memory, ...sizes),
    multiply: (...sizes) => products.multiply(memory, ...sizes),
    multiplyTransposed: (...sizes) => products.multiplyTransposed(memory, ...sizes),
    lookUp: (...sizes) => rows.lookUp(memory, ids, ...sizes),
    addRows: (...sizes) => rows.addRows(memory, ids, ...sizes),
    gatherSums: (...sizes) => rows.gatherSums(memory, ids, ...sizes),
    addBias: (...sizes) => rows.addBias(memory, ...sizes),
    sumRows: (...sizes) => rows.sumRows(memory, ...sizes),
    transpose: (...sizes) => rows.transpose(memory, ...sizes),
    copyColumns: (...sizes) => rows.copyColumns(memory, ...sizes),
    clearEnded: (...sizes) => rows.clearEnded(memory, ids, ...sizes),
    divideRows: (...sizes) => rows.divideRows(memory, ids, ...sizes),
    add: (...sizes) => rows.add(memory, ...sizes),
    copy: (y, x, count) => void memory.copyWithin(y, x, x + count),
    fill: (y, count, value) => void memory.fill(value, y, y + count),
    rnnForward: (...sizes) => cells.rnnForward(memory, ...sizes),
    rnnBackward: (...sizes) => cells.rnnBackward(memory, ...sizes),
    lstmForward: (...sizes) => cells.lstmForward(memory, ...sizes),
    lstmBackward: (...sizes) => cells.lstmBackward(memory, ...sizes),
    gruForward: (...sizes) => cells.gruForward(memory, ...sizes),
    gruBackward: (...sizes) => cells.gruBackward(memory, ...sizes),
    crossEntropy: (...sizes) => learning.crossEntropy(memory, ids, ...sizes),
    softmaxCrossEntropy: (...sizes) => learning.softmaxCrossEntropy(memory, ids, ...sizes),
    dropout: (...sizes) => learning.dropout(memory, ...sizes),
    sumOfSquares: (...sizes) => learning.sumOfSquares(memory, ...sizes),
    adam: (...sizes) => learning.adam(memory, ...sizes),
  });
}
