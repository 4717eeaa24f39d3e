/** What the WebAssembly module exports: one function a kernel. Addresses here are in bytes, sizes in elements. */
import { exponential } from './exponential';
import { loadLanes, storeLanes } from './vectors';
import { ASIDE_LENGTH } from './edge';
import { PRODUCT_SCRATCH } from './products';

export { pack, packTransposed } from './packing';
export { multiply, multiplyTransposed } from './products';
export {
  add,
  addBias,
  addRows,
  clearEnded,
  copy,
  copyColumns,
  divideRows,
  fill,
  gatherSums,
  lookUp,
  sumRows,
  transpose,
} from './rows';
export {
  gruBackward,
  gruForward,
  lstmBackward,
  lstmForward,
  reluBackward,
  reluForward,
  tanhBackward,
  tanhForward,
} from './cells';
export { crossEntropy, softmaxCrossEntropy } from './loss';
export { dropout } from './dropout';
export { adam, sumOfSquares } from './optimizer';

/** Floats of scratch an instance needs: one tile aside, then what the transposed product packs. */
export function scratchLength(): i32 {
  return ASIDE_LENGTH + PRODUCT_SCRATCH;
}

/** y = exp(x): what the softmax is made of, by itself, so that its error can be measured. */
export function exponentials(y: usize, x: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, y += 16, x += 16) storeLanes(y, exponential(loadLanes(x, count - i)), count - i);
}
