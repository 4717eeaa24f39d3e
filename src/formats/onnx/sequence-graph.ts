/**
 * Whole sequences through a network as an ONNX model: what it puts at the places that are asked for, or the class of each.
 *
 * T steps, D directions, W = D·H. Sequences of different lengths are padded behind their ends with any symbol; the recurrent
 * operators are told the lengths, so that a reverse direction begins at each one's own last symbol.
 */
import type { NamedTensor, NetworkConfiguration, NetworkFor, Pooling, VocabularyData } from '../../shared/network.ts';
import { FLOAT32, INT64, type Initializer, type Model, type Node, type Value } from './messages.ts';
import { metadataEntries } from './metadata.ts';
import { headOf, integers, weightsOf, symbolVectors, type Part, type Weights } from './parts.ts';
import { recurrentLayer } from './recurrent.ts';

interface Source<Task extends 'fill' | 'classify'> {
  readonly network: NetworkFor<Task>;
  readonly vocabulary: VocabularyData;
  /** The parameters by PyTorch's names; other tensors are not looked at. */
  readonly tensors: readonly NamedTensor[];
  /** What the run is called. */
  readonly name: string;
  /** Optimizer steps behind these weights. */
  readonly step: number;
}

export type FillGraphSource = Source<'fill'>;
export interface ClassifyGraphSource extends Source<'classify'> {
  readonly classes: readonly string[];
}

/** Ids of symbols, and how many of them each sequence has: at least one. */
const SEQUENCES: readonly Value[] = [
  { name: 'symbols', type: 'int64', shape: ['batch', 'length'] },
  { name: 'lengths', type: 'int32', shape: ['batch'] },
];

/**
 * Inputs: `symbols` int64 [batch, length], V standing for what is not known; `lengths` int32 [batch]; `places` int64
 * [batch, places], the positions that are asked for. Output: `logits` float [batch, places, V].
 * @throws RangeError when a parameter is missing or has the wrong size: a checkpoint that was decoded has them all.
 */
export function fillGraph({ network, vocabulary, tensors, name, step }: FillGraphSource): Model {
  const weights = weightsOf(network, tensors);
  const stack = recurrentStack(network, weights);
  const every = everyState(stack.output);
  return {
    name: 'fill',
    description: 'What stands at places of sequences of symbols that are not known.',
    nodes: [
      ...stack.nodes,
      ...every.nodes,
      { operator: 'Unsqueeze', inputs: ['places', 'axis_2'], outputs: ['places_column'] },
      {
        operator: 'GatherND',
        inputs: [every.output, 'places_column'],
        outputs: ['chosen'],
        attributes: { batch_dims: 1 },
      },
      { operator: 'Transpose', inputs: ['head.weight'], outputs: ['head.weight_t'] },
      { operator: 'MatMul', inputs: ['chosen', 'head.weight_t'], outputs: ['products'] },
      { operator: 'Add', inputs: ['products', 'head.bias'], outputs: ['logits'] },
    ],
    initializers: [...stack.initializers, ...every.initializers, integers('axis_2', 2), ...headOf(weights)],
    inputs: [...SEQUENCES, { name: 'places', type: 'int64', shape: ['batch', 'places'] }],
    outputs: [{ name: 'logits', type: 'float32', shape: ['batch', 'places', network.vocabulary] }],
    metadata: metadataEntries({ task: 'fill', network, vocabulary, name, step }),
  };
}

/**
 * Inputs: `symbols` int64 [batch, length] and `lengths` int32 [batch]. Output: `logits` float [batch, classes].
 * @throws RangeError when a parameter is missing or has the wrong size: a checkpoint that was decoded has them all.
 */
export function classifyGraph(source: ClassifyGraphSource): Model {
  const { network, vocabulary, classes, tensors, name, step } = source;
  const weights = weightsOf(network, tensors);
  const stack = recurrentStack(network, weights);
  const pooled = POOLED[network.task.pooling](stack.output);
  return {
    name: 'classify',
    description: 'The class of whole sequences of symbols.',
    nodes: [
      ...stack.nodes,
      ...pooled.nodes,
      {
        operator: 'Gemm',
        inputs: [pooled.output, 'head.weight', 'head.bias'],
        outputs: ['logits'],
        attributes: { transB: 1 },
      },
    ],
    initializers: [...stack.initializers, ...pooled.initializers, ...headOf(weights)],
    inputs: SEQUENCES,
    outputs: [{ name: 'logits', type: 'float32', shape: ['batch', network.task.classes] }],
    metadata: metadataEntries({ task: 'classify', network, vocabulary, classes, name, step }),
  };
}

/** What the top layer leaves: the names of its states after every step [T, D, batch, H] and of its last ones [D, batch, H]. */
interface Top {
  readonly steps: string;
  readonly last: string;
}

/** symbols [batch, T] -> the states of the top layer. */
function recurrentStack(
  network: NetworkConfiguration,
  weights: Weights,
): Omit<Part, 'output'> & { readonly output: Top } {
  const entrance = symbolVectors(network, weights, 'symbols_t', 'x');
  const nodes: Node[] = [
    // Of two axes, the order is turned round: [T, batch].
    { operator: 'Transpose', inputs: ['symbols'], outputs: ['symbols_t'] },
    ...entrance.nodes,
  ];
  const initializers: Initializer[] = [...entrance.initializers];
  let input = entrance.output;
  for (let layer = 0; layer < network.layers; layer++) {
    const [steps, last] = [`steps_l${layer}`, `last_l${layer}`];
    const names = { input, lengths: 'lengths', state: [], steps, lastState: [last] };
    const { node, initializers: constants } = recurrentLayer(network, weights, layer, names);
    nodes.push(node);
    initializers.push(...constants);
    if (layer + 1 === network.layers) return { nodes, initializers, output: { steps, last } };
    const joined = sideBySide(steps, [0, 2, 1, 3], `x_l${layer + 1}`);
    nodes.push(...joined.nodes);
    initializers.push(...joined.initializers);
    input = joined.output;
  }
  throw new RangeError('A network has at least one layer.');
}

/** The states of both directions side by side: the two last axes of the permuted array become one. */
function sideBySide(states: string, permutation: readonly number[], output: string): Part {
  const [permuted, shape] = [`${output}_permuted`, `${output}_shape`];
  return {
    nodes: [
      { operator: 'Transpose', inputs: [states], outputs: [permuted], attributes: { perm: permutation } },
      { operator: 'Reshape', inputs: [permuted, shape], outputs: [output] },
    ],
    initializers: [integers(shape, 0, 0, -1)],
    output,
  };
}

/** The states of the top layer, [batch, T, W]. */
function everyState({ steps }: Top): Part {
  return sideBySide(steps, [2, 0, 1, 3], 'every');
}

/** What the head reads of a whole sequence, [batch, W]. */
const POOLED: Readonly<Record<Pooling, (top: Top) => Part>> = {
  last: ({ last }) => ({
    nodes: [
      { operator: 'Transpose', inputs: [last], outputs: ['last'], attributes: { perm: [1, 0, 2] } },
      { operator: 'Reshape', inputs: ['last', 'in_a_row'], outputs: ['pooled'] },
    ],
    initializers: [integers('in_a_row', 0, -1)],
    output: 'pooled',
  }),
  mean: (top) => {
    const every = everyState(top);
    return {
      nodes: [
        ...every.nodes,
        // What stands behind the end of a sequence counts nothing, whatever a runtime leaves there.
        { operator: 'Shape', inputs: ['symbols'], outputs: ['shape'] },
        { operator: 'Gather', inputs: ['shape', 'second'], outputs: ['length'] },
        { operator: 'Range', inputs: ['zero', 'length', 'one'], outputs: ['positions'] },
        { operator: 'Cast', inputs: ['lengths'], outputs: ['lengths_64'], attributes: { to: INT64 } },
        { operator: 'Unsqueeze', inputs: ['lengths_64', 'axis_1'], outputs: ['lengths_column'] },
        { operator: 'Less', inputs: ['positions', 'lengths_column'], outputs: ['is_inside'] },
        { operator: 'Cast', inputs: ['is_inside'], outputs: ['inside'], attributes: { to: FLOAT32 } },
        { operator: 'Unsqueeze', inputs: ['inside', 'axis_2'], outputs: ['inside_column'] },
        { operator: 'Mul', inputs: [every.output, 'inside_column'], outputs: ['counted'] },
        { operator: 'ReduceSum', inputs: ['counted', 'axis_1'], outputs: ['sum'], attributes: { keepdims: 0 } },
        { operator: 'Cast', inputs: ['lengths_column'], outputs: ['count'], attributes: { to: FLOAT32 } },
        { operator: 'Div', inputs: ['sum', 'count'], outputs: ['pooled'] },
      ],
      initializers: [
        ...every.initializers,
        scalar('second', 1),
        scalar('zero', 0),
        scalar('one', 1),
        integers('axis_1', 1),
        integers('axis_2', 2),
      ],
      output: 'pooled',
    };
  },
};

function scalar(name: string, value: number): Initializer {
  return { ...integers(name, value), shape: [] };
}
