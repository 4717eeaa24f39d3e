/** The one place that knows onnxruntime-web. */
import { writing } from '../messages/writing.ts';
import * as ort from 'onnxruntime-web/wasm';
import { DeviceError } from '../shared/errors.ts';

// At one symbol a step a second thread costs more than it brings, and its glue would start our own worker's file again.
ort.env.wasm.numThreads = 1;

export type Session = ort.InferenceSession;
export type Tensor = ort.Tensor;

/** @throws DeviceError when the runtime cannot run here. */
export async function createSession(model: Uint8Array): Promise<Session> {
  try {
    return await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new DeviceError(writing.cannotStart(detail), { cause });
  }
}

export function floats(data: Float32Array, ...shape: readonly number[]): Tensor {
  return new ort.Tensor('float32', data, shape);
}

export function counts(data: Int32Array, ...shape: readonly number[]): Tensor {
  return new ort.Tensor('int32', data, shape);
}

/** Ids of symbols, or places of them. */
export function ids(data: BigInt64Array, ...shape: readonly number[]): Tensor {
  return new ort.Tensor('int64', data, shape);
}
