import type { WindowSize } from '../engine/dimensions.ts';
import type { KernelName, Kernels } from '../engine/kernels/interface.ts';
import { SimdProgram } from '../engine/kernels/simd/program.ts';
import type { NetworkConfiguration } from '../shared/network.ts';
import type { Settings } from '../shared/settings.ts';
import { Control } from '../training/control.ts';
import { layOut } from '../training/plan.ts';
import { followTeam } from '../training/team.ts';

/** All a thread needs to know to compute with the others. */
export interface FollowerStart {
  /** Which of `count` threads it is; 0 leads. */
  readonly index: number;
  readonly count: number;
  /** Threads the arena was laid out for. */
  readonly threads: number;
  readonly control: SharedArrayBuffer;
  readonly name: KernelName;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Elements of the arena. */
  readonly length: number;
  readonly network: NetworkConfiguration;
  readonly window: WindowSize;
  readonly settings: Settings;
}

/**
 * Lays out the same network over the same memory, says that it is ready, and computes its share until it is ended from
 * outside.
 */
export function follow(start: FollowerStart, ready: () => void): never {
  const { index, count, threads, memory, length, settings } = start;
  const program = SimdProgram.of(start.name, start.module);
  const control = new Control(count, start.control);
  const { model: network } = layOut(program.setFor(threads), start.network, start.window, settings);
  const kernels = beating(program.kernels(memory, length, program.scratchOf(index)), () => control.beat(index));
  ready();
  return followTeam({ network, kernels, settings }, control, index);
}

/** Multiplications that even a slow phone does within a second. */
const PRODUCT_BETWEEN_BEATS = 2e9;
/** Rows are split in whole tiles, so that none is computed in parts. */
const SHARE_STEP = 48;

/** The same kernels, with a sign of life before each of the long ones. */
function beating(kernels: Kernels, beat: () => void): Kernels {
  return {
    ...kernels,
    multiply(c, a, packed, M, N, K, accumulate) {
      beat();
      kernels.multiply(c, a, packed, M, N, K, accumulate);
    },
    multiplyTransposed(c, a, b, M, N, K, fromRow, toRow) {
      // The largest products would leave a slow device silent for seconds. Rows are computed alike in any number.
      const rows = Math.max(SHARE_STEP, Math.floor(PRODUCT_BETWEEN_BEATS / (N * K) / SHARE_STEP) * SHARE_STEP);
      for (let row = fromRow; row < toRow; row += rows) {
        beat();
        kernels.multiplyTransposed(c, a, b, M, N, K, row, Math.min(row + rows, toRow));
      }
    },
    softmaxCrossEntropy(losses, logits, targets, rows, V, scale) {
      beat();
      kernels.softmaxCrossEntropy(losses, logits, targets, rows, V, scale);
    },
    adam(parameter, gradient, moment1, moment2, count, options) {
      beat();
      kernels.adam(parameter, gradient, moment1, moment2, count, options);
    },
  };
}
