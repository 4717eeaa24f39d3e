/** The network of a checkpoint as an ONNX model of what its task needs. */
import { isFor } from '../../shared/network.ts';
import { atOnce, type Piecework } from '../../shared/piecework.ts';
import type { Checkpoint } from '../../shared/run.ts';
import { encodingModel, type Model } from './messages.ts';
import { classifyGraph, fillGraph } from './sequence-graph.ts';
import { stepGraph } from './step-graph.ts';

type Source = Pick<Checkpoint, 'network' | 'vocabulary' | 'classes' | 'tensors' | 'progress'>;

/** @param name what the run is called. */
export function modelOf(source: Source, name: string): Uint8Array<ArrayBuffer> {
  return atOnce(writingModel(source, name));
}

/** The same, a constant at a time. */
export function writingModel(source: Source, name: string): Piecework<Uint8Array<ArrayBuffer>> {
  return encodingModel(graphOf(source, name));
}

function graphOf({ network, vocabulary, classes = [], tensors, progress }: Source, name: string): Model {
  const said = { vocabulary, tensors, name, step: progress.step };
  if (isFor(network, 'continue')) return stepGraph({ network, ...said });
  if (isFor(network, 'fill')) return fillGraph({ network, ...said });
  return classifyGraph({ network, classes, ...said });
}
