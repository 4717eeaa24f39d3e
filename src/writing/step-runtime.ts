/** Runs an exported step graph, one symbol at a time. */
import { GraphRuntime, openGraph } from './graph-runtime.ts';
import { floats, ids, type Tensor } from './runtime.ts';

/** The recurrent state between two steps: `h` and, for LSTM, `c`, each [L, B, H]. Opaque to callers. */
export type StepState = Readonly<Record<string, Tensor>>;

export interface StepResult {
  /** [V], or [B · V] of a batch. */
  readonly logits: Float32Array;
  readonly state: StepState;
}

export class StepRuntime extends GraphRuntime<'continue'> {
  /**
   * @param model an ONNX file of a `stepGraph`.
   * @throws FormatError when it is not one, DeviceError when the runtime cannot run here.
   */
  static async create(model: Uint8Array): Promise<StepRuntime> {
    return new StepRuntime(await openGraph(model, 'continue'));
  }

  /** The state before anything was read: zeros. */
  initialState(): StepState {
    const { cell, layers, hidden } = this.metadata.network;
    const zeros = (): Tensor => floats(new Float32Array(layers * hidden), layers, 1, hidden);
    return cell === 'lstm' ? { h: zeros(), c: zeros() } : { h: zeros() };
  }

  /** Reads symbol `id`; the logits are for the one that follows. */
  step(id: number, state: StepState): Promise<StepResult> {
    return this.stepAll([id], state);
  }

  /** Reads a symbol in each lane of a batch. */
  async stepAll(symbols: readonly number[], state: StepState): Promise<StepResult> {
    const symbol = ids(BigInt64Array.from(symbols, BigInt), symbols.length);
    const results = await this.session.run({ symbol, ...state });
    const next = Object.keys(state).map((name) => [name, results[`${name}_next`]]);
    return { logits: results['logits'].data as Float32Array, state: Object.fromEntries(next) as StepState };
  }

  /** The state of one lane in each of `lanes` lanes: [L, 1, H] -> [L, B, H]. */
  spread(state: StepState, lanes: number): StepState {
    const { layers, hidden } = this.metadata.network;
    const spread = Object.entries(state).map(([name, tensor]) => {
      const one = tensor.data as Float32Array;
      const all = new Float32Array(layers * lanes * hidden);
      for (let layer = 0; layer < layers; layer++) {
        const row = one.subarray(layer * hidden, (layer + 1) * hidden);
        for (let lane = 0; lane < lanes; lane++) all.set(row, (layer * lanes + lane) * hidden);
      }
      return [name, floats(all, layers, lanes, hidden)];
    });
    return Object.fromEntries(spread) as StepState;
  }
}
