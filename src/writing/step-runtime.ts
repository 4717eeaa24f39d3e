/** Runs an exported step graph, one symbol at a time. */
import { readMetadataFor, type StepMetadata } from '../formats/onnx/metadata.ts';
import { createSession, floats, ids, type Session, type Tensor } from './runtime.ts';

/** The recurrent state between two steps: `h` and, for LSTM, `c`, each [L, 1, H]. Opaque to callers. */
export type StepState = Readonly<Record<string, Tensor>>;

export interface StepResult {
  /** [V] */
  readonly logits: Float32Array;
  readonly state: StepState;
}

export class StepRuntime {
  readonly metadata: StepMetadata;
  readonly #session: Session;

  private constructor(metadata: StepMetadata, session: Session) {
    this.metadata = metadata;
    this.#session = session;
  }

  /**
   * @param model an ONNX file written by `stepGraph`.
   * @throws FormatError when it is not one, DeviceError when the runtime cannot run here.
   */
  static async create(model: Uint8Array): Promise<StepRuntime> {
    const metadata = readMetadataFor(model, 'continue');
    return new StepRuntime(metadata, await createSession(model));
  }

  /** The state before anything was read: zeros. */
  initialState(): StepState {
    const { cell, layers, hidden } = this.metadata.network;
    const zeros = (): Tensor => floats(new Float32Array(layers * hidden), layers, 1, hidden);
    return cell === 'lstm' ? { h: zeros(), c: zeros() } : { h: zeros() };
  }

  /** Reads symbol `id`; the logits are for the one that follows. */
  async step(id: number, state: StepState): Promise<StepResult> {
    const results = await this.#session.run({ symbol: ids(BigInt64Array.of(BigInt(id)), 1), ...state });
    const next = Object.keys(state).map((name) => [name, results[`${name}_next`]]);
    return { logits: results['logits'].data as Float32Array, state: Object.fromEntries(next) as StepState };
  }

  /** Frees the runtime's memory; the object cannot be used again. */
  release(): Promise<void> {
    return this.#session.release();
  }
}
