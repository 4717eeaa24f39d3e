import type { Kernels } from '../../../src/engine/kernels/interface.ts';
import type { PhaseTime } from './interface.ts';

/** Which part of a step a kernel that serves several is called in. */
type Part = 'forward' | 'backward' | 'gradients' | 'packing';

const PART_BEGINS: Readonly<Record<string, Part>> = {
  lookUp: 'forward',
  softmaxCrossEntropy: 'backward',
  multiplyTransposed: 'gradients',
  gatherSums: 'gradients',
  sumRows: 'gradients',
  adam: 'packing',
};

const PHASES: Readonly<Record<string, string>> = {
  lookUp: 'look-up',
  rnnForward: 'gates, forward',
  lstmForward: 'gates, forward',
  gruForward: 'gates, forward',
  rnnBackward: 'gates, backward',
  lstmBackward: 'gates, backward',
  gruBackward: 'gates, backward',
  softmaxCrossEntropy: 'softmax and loss',
  multiplyTransposed: 'weight gradients',
  gatherSums: 'look-up gradients',
  sumRows: 'bias gradients',
  sumOfSquares: 'norm',
  adam: 'Adam',
  pack: 'packing',
  packTransposed: 'packing',
};

interface Call {
  readonly phase: string;
  readonly milliseconds: number;
  readonly flops: number;
}

/**
 * Times every call of a kernel. Each step makes the same calls in the same order, so a call's time is taken as the lower
 * quartile over all steps: what else the machine does now and then is left out.
 */
export class Stopwatch {
  readonly #steps: Call[][] = [];
  /** Of each step, what was spent in no kernel. */
  readonly #rests: number[] = [];
  #calls: Call[] = [];
  #begun = performance.now();
  #part: Part = 'forward';
  /** Where the logits stand, known once their loss was first computed: what reads or writes them is the head's. */
  #logits = { from: Infinity, to: -Infinity };
  /** A product of the forward pass whose purpose the next kernel tells. */
  #pending: Omit<Call, 'phase'> | null = null;

  endStep(): void {
    const now = performance.now();
    this.#steps.push(this.#calls);
    const inKernels = this.#calls.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    this.#rests.push(now - this.#begun - inKernels);
    this.#calls = [];
    this.#begun = now;
  }

  /** Forgets all steps until now. */
  reset(): void {
    this.#steps.length = 0;
    this.#rests.length = 0;
    this.#calls = [];
    this.#begun = performance.now();
  }

  time(phase: string, work: () => void): void {
    const begun = performance.now();
    work();
    this.#calls.push({ phase, milliseconds: performance.now() - begun, flops: 0 });
  }

  /** Times one kernel, and finds out from its name, sizes and neighbours which phase it belongs to. */
  kernel(name: string, operands: readonly unknown[], work: () => unknown): unknown {
    this.#part = PART_BEGINS[name] ?? this.#part;
    this.#settle(name);
    if (name === 'softmaxCrossEntropy') this.#learnLogits(operands as number[]);
    const begun = performance.now();
    const result = work();
    const milliseconds = performance.now() - begun;
    if (name === 'multiply') this.#product(operands, milliseconds);
    else if (name === 'multiplyTransposed') {
      const [, , , , N, K, from, to] = operands as number[];
      this.#calls.push({ phase: PHASES[name], milliseconds, flops: 2 * (to - from) * N * K });
    } else this.#calls.push({ phase: PHASES[name] ?? this.#byPart(name), milliseconds, flops: 0 });
    return result;
  }

  result(): PhaseTime[] {
    const phases = new Map<string, { milliseconds: number; flops: number }>();
    // A step that begins a new pass over the text forgets the state first.
    const fewest = Math.min(...this.#steps.map(({ length }) => length));
    const steps = this.#steps.filter(({ length }) => length === fewest);
    for (const [at, { phase, flops }] of steps[0].entries()) {
      const sum = phases.get(phase) ?? { milliseconds: 0, flops: 0 };
      const usual = lowerQuartile(steps.map((calls) => calls[at].milliseconds));
      phases.set(phase, { milliseconds: sum.milliseconds + usual, flops: sum.flops + flops });
    }
    const known = [...phases].map(([phase, { milliseconds, flops }]) => ({
      phase,
      millisecondsPerStep: milliseconds,
      gflops: flops > 0 ? flops / milliseconds / 1e6 : null,
    }));
    const rest = { phase: 'everything else', millisecondsPerStep: lowerQuartile(this.#rests), gflops: null };
    return [...known, rest].sort((a, b) => b.millisecondsPerStep - a.millisecondsPerStep);
  }

  #product(operands: readonly unknown[], milliseconds: number): void {
    const [c, a, , M, N, K] = operands as number[];
    const flops = 2 * M * N * K;
    const accumulate = operands[6] === true;
    const add = (what: string): void => void this.#calls.push({ phase: `${what}, ${this.#part}`, milliseconds, flops });
    if (this.#isLogits(c) || this.#isLogits(a)) add('head product');
    else if (accumulate) add('recurrent product');
    else if (this.#part === 'forward') this.#pending = { milliseconds, flops };
    else add('window product');
  }

  #learnLogits([, logits, , rows, V]: readonly number[]): void {
    const { from, to } = this.#logits;
    this.#logits = { from: Math.min(from, logits), to: Math.max(to, logits + rows * V) };
  }

  #isLogits(address: number): boolean {
    return address >= this.#logits.from && address < this.#logits.to;
  }

  /** The GRU keeps the product of its state apart, so its cell follows; any other such product is for a whole window. */
  #settle(next: string): void {
    if (this.#pending === null || next === 'addBias') return;
    const phase = next === 'gruForward' ? 'recurrent product, forward' : 'window product, forward';
    this.#calls.push({ phase, ...this.#pending });
    this.#pending = null;
  }

  #byPart(name: string): string {
    if (this.#part === 'packing') return name === 'copy' ? 'carrying the state' : 'packing';
    return name === 'addBias' ? 'adding biases' : `copies, ${this.#part}`;
  }
}

function lowerQuartile(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 2];
}

/** The same kernels, each call of them timed. */
export function timed(kernels: Kernels, stopwatch: Stopwatch): Kernels {
  const entries = Object.entries(kernels) as [string, unknown][];
  const wrapped = entries.map(([name, value]) => {
    if (typeof value !== 'function' || name === 'packedLength') return [name, value];
    const kernel = value as (...operands: unknown[]) => unknown;
    return [name, (...operands: unknown[]) => stopwatch.kernel(name, operands, () => kernel(...operands))];
  });
  return Object.fromEntries(wrapped) as Kernels;
}
