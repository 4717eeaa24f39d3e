/** One step of a network as an ONNX model that carries everything needed to write with it. */
import type { NamedTensor, NetworkConfiguration, NetworkFor, VocabularyData } from '../../shared/network.ts';
import type { Initializer, Model, Node, Value } from './messages.ts';
import { metadataEntries } from './metadata.ts';
import { headOf, integers, weightsOf, symbolVectors, type Weights, type Part } from './parts.ts';
import { recurrentLayer } from './recurrent.ts';

export interface StepGraphSource {
  readonly network: NetworkFor<'continue'>;
  readonly vocabulary: VocabularyData;
  /** The parameters by PyTorch's names; other tensors are not looked at. */
  readonly tensors: readonly NamedTensor[];
  /** What the run is called. */
  readonly name: string;
  /** Optimizer steps behind these weights. */
  readonly step: number;
}

/**
 * The model's inputs are `symbol` int64 [batch], `h` and, for LSTM, `c` float [L, batch, H]; its outputs `logits` float
 * [batch, V], `h_next` and `c_next`. The batch is open. Symbol ids must be below V.
 * @throws RangeError when a parameter is missing or has the wrong size: a checkpoint that was decoded has them all.
 */
export function stepGraph({ network, vocabulary, tensors, name, step }: StepGraphSource): Model {
  const weights = weightsOf(network, tensors);
  const states = network.cell === 'lstm' ? ['h', 'c'] : ['h'];
  const entrance = symbolEntrance(network, weights);
  const layers = recurrentStack(network, weights, states, entrance.output);
  return {
    name: 'step',
    description: 'One step of a recurrent network over symbols: feed the states that come out back in.',
    nodes: [
      ...entrance.nodes,
      ...layers.nodes,
      { operator: 'Squeeze', inputs: [layers.output, 'axis'], outputs: ['top'] },
      { operator: 'Gemm', inputs: ['top', 'head.weight', 'head.bias'], outputs: ['logits'], attributes: { transB: 1 } },
    ],
    initializers: [axis, ...entrance.initializers, ...layers.initializers, ...headOf(weights)],
    inputs: [{ name: 'symbol', type: 'int64', shape: ['batch'] }, ...states.map((state) => stateValue(network, state))],
    outputs: [
      { name: 'logits', type: 'float32', shape: ['batch', network.vocabulary] },
      ...states.map((state) => stateValue(network, `${state}_next`)),
    ],
    metadata: metadataEntries({ task: 'continue', network, vocabulary, name, step }),
  };
}

/** The axis of steps and of layers, for Squeeze and Unsqueeze. */
const axis = integers('axis', 0);

function stateValue({ layers, hidden }: NetworkConfiguration, name: string): Value {
  return { name, type: 'float32', shape: [layers, 'batch', hidden] };
}

/** symbol [batch] -> x [1, batch, E] */
function symbolEntrance(network: NetworkConfiguration, weights: Weights): Part {
  const { nodes, initializers, output } = symbolVectors(network, weights, 'symbol', 'x_row');
  return {
    nodes: [...nodes, { operator: 'Unsqueeze', inputs: [output, 'axis'], outputs: ['x'] }],
    initializers,
    output: 'x',
  };
}

/** x [1, batch, E] and the states [L, batch, H] -> the top layer's state [1, batch, H], and the next states. */
function recurrentStack(
  network: NetworkConfiguration,
  weights: Weights,
  states: readonly string[],
  entrance: string,
): Part {
  const count = network.layers;
  // With one layer the graph's own inputs and outputs are the layer's; with several they are split and joined.
  const part = (state: string, layer: number): string => (count === 1 ? state : `${state}_l${layer}`);
  const parts = (state: string): string[] => Array.from({ length: count }, (_, layer) => part(state, layer));
  const stack: Node[] = [];
  const initializers: Initializer[] = [];
  let input = entrance;
  for (let layer = 0; layer < count; layer++) {
    const { node, initializers: constants } = recurrentLayer(network, weights, layer, {
      input,
      lengths: '',
      state: states.map((state) => part(state, layer)),
      steps: '',
      lastState: states.map((state) => part(`${state}_next`, layer)),
    });
    stack.push(node);
    initializers.push(...constants);
    // Of a sequence of one step, the last state has the shape of the whole sequence.
    input = part('h_next', layer);
  }
  if (count === 1) return { nodes: stack, initializers, output: input };
  const attributes = { axis: 0 };
  const split = states.map((state) => ({ operator: 'Split', inputs: [state], outputs: parts(state), attributes }));
  const join = states.map((state) => ({
    operator: 'Concat',
    inputs: parts(`${state}_next`),
    outputs: [`${state}_next`],
    attributes,
  }));
  return { nodes: [...split, ...stack, ...join], initializers, output: input };
}
