/** One step of a network as an ONNX model that carries everything needed to write with it. */
import { inputWidth, parameterTable } from '../../engine/parameters.ts';
import type { NamedTensor, NetworkConfiguration, NetworkFor, VocabularyData } from '../../shared/network.ts';
import { encodeModel, type Initializer, type Node, type Value } from './messages.ts';
import { metadataEntries } from './metadata.ts';
import { recurrentLayer, tensorOf } from './recurrent.ts';

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
export function stepGraph({ network, vocabulary, tensors, name, step }: StepGraphSource): Uint8Array<ArrayBuffer> {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  for (const { name: wanted, length } of parameterTable(network).entries) {
    const found = tensorOf(byName, wanted).data.length;
    if (found !== length) throw new RangeError(`Tensor ${wanted} needs ${length} numbers and has ${found}.`);
  }
  const head = ['head.weight', 'head.bias'].map((parameter) => tensorOf(byName, parameter));
  const states = network.cell === 'lstm' ? ['h', 'c'] : ['h'];
  const entrance = symbolEntrance(network, byName);
  const layers = recurrentStack(network, byName, states, entrance.output);
  return encodeModel({
    name: 'step',
    description: 'One step of a recurrent network over symbols: feed the states that come out back in.',
    nodes: [
      ...entrance.nodes,
      ...layers.nodes,
      { operator: 'Squeeze', inputs: [layers.output, 'axis'], outputs: ['top'] },
      { operator: 'Gemm', inputs: ['top', 'head.weight', 'head.bias'], outputs: ['logits'], attributes: { transB: 1 } },
    ],
    initializers: [axis, ...entrance.initializers, ...layers.initializers, ...head],
    inputs: [{ name: 'symbol', type: 'int64', shape: ['batch'] }, ...states.map((state) => stateValue(network, state))],
    outputs: [
      { name: 'logits', type: 'float32', shape: ['batch', network.vocabulary] },
      ...states.map((state) => stateValue(network, `${state}_next`)),
    ],
    metadata: metadataEntries({ task: 'continue', network, vocabulary, name, step }),
  });
}

/** The axis of steps and of layers, for Squeeze and Unsqueeze. */
const axis: Initializer = { name: 'axis', shape: [1], data: BigInt64Array.of(0n) };

interface Part {
  readonly nodes: readonly Node[];
  readonly initializers: readonly Initializer[];
  readonly output: string;
}

function stateValue({ layers, hidden }: NetworkConfiguration, name: string): Value {
  return { name, type: 'float32', shape: [layers, 'batch', hidden] };
}

/** symbol [batch] -> x [1, batch, E]: a row of the embedding, or one-hot, which the operators of layer 0 multiply. */
function symbolEntrance(network: NetworkConfiguration, tensors: ReadonlyMap<string, NamedTensor>): Part {
  const toSequence: Node = { operator: 'Unsqueeze', inputs: ['x_row', 'axis'], outputs: ['x'] };
  if (network.input.kind === 'embedding') {
    return {
      nodes: [{ operator: 'Gather', inputs: ['embedding.weight', 'symbol'], outputs: ['x_row'] }, toSequence],
      initializers: [tensorOf(tensors, 'embedding.weight')],
      output: 'x',
    };
  }
  return {
    nodes: [{ operator: 'OneHot', inputs: ['symbol', 'symbols', 'off_on'], outputs: ['x_row'] }, toSequence],
    initializers: [
      { name: 'symbols', shape: [1], data: BigInt64Array.of(BigInt(inputWidth(network))) },
      { name: 'off_on', shape: [2], data: Float32Array.of(0, 1) },
    ],
    output: 'x',
  };
}

/** x [1, batch, E] and the states [L, batch, H] -> the top layer's state [1, batch, H], and the next states. */
function recurrentStack(
  network: NetworkConfiguration,
  tensors: ReadonlyMap<string, NamedTensor>,
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
    const { node, initializers: constants } = recurrentLayer(network, tensors, layer, {
      input,
      state: states.map((state) => part(state, layer)),
      nextState: states.map((state) => part(`${state}_next`, layer)),
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
