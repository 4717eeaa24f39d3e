/** The network of a checkpoint as an ONNX model of what its task needs. */
import { isFor } from '../../shared/network.ts';
import type { Checkpoint } from '../../shared/run.ts';
import { StateError } from '../../shared/errors.ts';
import { answering } from '../../messages/answering.ts';
import { stepGraph } from './step-graph.ts';

type Source = Pick<Checkpoint, 'network' | 'vocabulary' | 'classes' | 'tensors' | 'progress'>;

/** @param name what the run is called. */
export function modelOf({ network, vocabulary, tensors, progress }: Source, name: string): Uint8Array<ArrayBuffer> {
  const said = { vocabulary, tensors, name, step: progress.step };
  if (isFor(network, 'continue')) return stepGraph({ network, ...said });
  throw new StateError(answering.otherTask(name));
}
