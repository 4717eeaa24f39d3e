/** The one place that knows onnxruntime-web: runs an exported step graph, one symbol at a time. */
import { writing } from '../messages/writing.ts';
import * as ort from 'onnxruntime-web/wasm';
import { readMetadataFor, type StepMetadata } from '../formats/onnx/metadata.ts';
import { DeviceError } from '../shared/errors.ts';

// At one symbol a step a second thread costs more than it brings, and its glue would start our own worker's file again.
ort.env.wasm.numThreads = 1;

/** The recurrent state between two steps: `h` and, for LSTM, `c`, each [L, 1, H]. Opaque to callers. */
export type StepState = Readonly<Record<string, ort.Tensor>>;

export interface StepResult {
  /** [V] */
  readonly logits: Float32Array;
  readonly state: StepState;
}

export class StepRuntime {
  readonly metadata: StepMetadata;
  readonly #session: ort.InferenceSession;

  private constructor(metadata: StepMetadata, session: ort.InferenceSession) {
    this.metadata = metadata;
    this.#session = session;
  }

  /**
   * @param model an ONNX file written by `stepGraph`.
   * @throws FormatError when it is not one, DeviceError when the runtime cannot run here.
   */
  static async create(model: Uint8Array): Promise<StepRuntime> {
    const metadata = readMetadataFor(model, 'continue');
    try {
      return new StepRuntime(metadata, await ort.InferenceSession.create(model, { executionProviders: ['wasm'] }));
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw new DeviceError(writing.cannotStart(detail), { cause });
    }
  }

  /** The state before anything was read: zeros. */
  initialState(): StepState {
    const { cell, layers, hidden } = this.metadata.network;
    const zeros = (): ort.Tensor => new ort.Tensor('float32', new Float32Array(layers * hidden), [layers, 1, hidden]);
    return cell === 'lstm' ? { h: zeros(), c: zeros() } : { h: zeros() };
  }

  /** Reads symbol `id`; the logits are for the one that follows. */
  async step(id: number, state: StepState): Promise<StepResult> {
    const symbol = new ort.Tensor('int64', BigInt64Array.of(BigInt(id)), [1]);
    const results = await this.#session.run({ symbol, ...state });
    const next = Object.keys(state).map((name) => [name, results[`${name}_next`]]);
    return { logits: results['logits'].data as Float32Array, state: Object.fromEntries(next) as StepState };
  }

  /** Frees the runtime's memory; the object cannot be used again. */
  release(): Promise<void> {
    return this.#session.release();
  }
}
