/** The network of a checkpoint as an ONNX model of what its task needs. */
import { isFor } from '../../shared/network.ts';
import type { Checkpoint } from '../../shared/run.ts';
import { classifyGraph, fillGraph } from './sequence-graph.ts';
import { stepGraph } from './step-graph.ts';

type Source = Pick<Checkpoint, 'network' | 'vocabulary' | 'classes' | 'tensors' | 'progress'>;

/** @param name what the run is called. */
export function modelOf(
  { network, vocabulary, classes = [], tensors, progress }: Source,
  name: string,
): Uint8Array<ArrayBuffer> {
  const said = { vocabulary, tensors, name, step: progress.step };
  if (isFor(network, 'continue')) return stepGraph({ network, ...said });
  if (isFor(network, 'fill')) return fillGraph({ network, ...said });
  return classifyGraph({ network, classes, ...said });
}
