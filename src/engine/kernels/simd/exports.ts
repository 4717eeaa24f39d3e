/** What the compiled module (assembly/index.ts) exports. Addresses are in bytes, counts and sizes in elements. */
type Kernel = (...operands: number[]) => void;

export interface KernelExports {
  scratchLength: () => number;
  exponentials: Kernel;
  pack: Kernel;
  packTransposed: Kernel;
  multiply: Kernel;
  multiplyTransposed: Kernel;
  lookUp: Kernel;
  addRows: Kernel;
  gatherSums: Kernel;
  addBias: Kernel;
  sumRows: Kernel;
  transpose: Kernel;
  copyColumns: Kernel;
  clearEnded: Kernel;
  divideRows: Kernel;
  add: Kernel;
  copy: Kernel;
  fill: Kernel;
  tanhForward: Kernel;
  tanhBackward: Kernel;
  reluForward: Kernel;
  reluBackward: Kernel;
  lstmForward: Kernel;
  lstmBackward: Kernel;
  gruForward: Kernel;
  gruBackward: Kernel;
  crossEntropy: Kernel;
  softmaxCrossEntropy: Kernel;
  dropout: Kernel;
  sumOfSquares: (x: number, count: number) => number;
  adam: Kernel;
}
