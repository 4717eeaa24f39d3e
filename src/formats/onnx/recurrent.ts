/**
 * One recurrent layer as the standard ONNX operator. Operators: https://onnx.ai/onnx/operators/ (RNN, LSTM, GRU)
 */
import { recurrentName } from '../../engine/parameters.ts';
import type { CellKind, NamedTensor, NetworkConfiguration } from '../../shared/network.ts';
import type { Initializer, Node } from './messages.ts';

/** For each block of rows in ONNX's order, which of PyTorch's blocks it is: LSTM i,o,f,c of i,f,g,o; GRU z,r,h of r,z,n. */
const BLOCKS: Readonly<Record<CellKind, readonly number[]>> = { rnn: [0], lstm: [0, 3, 1, 2], gru: [1, 0, 2] };

const OPERATOR: Readonly<Record<CellKind, string>> = { rnn: 'RNN', lstm: 'LSTM', gru: 'GRU' };

export interface LayerNames {
  /** [1, batch, E]: a sequence of one step. */
  readonly input: string;
  /** [1, batch, H] each; the cell state only for LSTM. */
  readonly state: readonly string[];
  readonly nextState: readonly string[];
}

/** @throws RangeError when there is no such tensor. */
export function tensorOf(tensors: ReadonlyMap<string, NamedTensor>, name: string): NamedTensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new RangeError(`Tensor ${name} is missing.`);
  return tensor;
}

/** Reorders the H-row blocks of a weight or bias from PyTorch's gate order to ONNX's. */
export function reorderGates(cell: CellKind, data: Float32Array): Float32Array {
  const blocks = BLOCKS[cell];
  const size = data.length / blocks.length;
  const out = new Float32Array(data.length);
  blocks.forEach((from, to) => out.set(data.subarray(from * size, (from + 1) * size), to * size));
  return out;
}

/** The node of layer `layer`, and its constants W [1, G*H, E], R [1, G*H, H], B [1, 2*G*H] = [Wb, Rb]. */
export function recurrentLayer(
  network: NetworkConfiguration,
  tensors: ReadonlyMap<string, NamedTensor>,
  layer: number,
  names: LayerNames,
): { node: Node; initializers: Initializer[] } {
  const { cell, hidden, nonlinearity } = network;
  const parameter = (part: Parameters<typeof recurrentName>[0]): Float32Array =>
    reorderGates(cell, tensorOf(tensors, recurrentName(part, layer, false)).data);
  const inputWeight = parameter('weight_ih');
  const recurrentWeight = parameter('weight_hh');
  const [inputBias, recurrentBias] = [parameter('bias_ih'), parameter('bias_hh')];
  const rows = inputBias.length;
  const bias = new Float32Array(2 * rows);
  bias.set(inputBias);
  bias.set(recurrentBias, rows);

  const name = (constant: string): string => `rnn.l${layer}.${constant}`;
  return {
    node: {
      operator: OPERATOR[cell],
      // The unused fifth input would be lengths of the sequences, the unused first output all their steps.
      inputs: [names.input, name('W'), name('R'), name('B'), '', ...names.state],
      outputs: ['', ...names.nextState],
      attributes: {
        hidden_size: hidden,
        ...(cell === 'gru' ? { linear_before_reset: 1 } : {}),
        ...(cell === 'rnn' ? { activations: [nonlinearity === 'relu' ? 'Relu' : 'Tanh'] } : {}),
      },
    },
    initializers: [
      { name: name('W'), shape: [1, rows, inputWeight.length / rows], data: inputWeight },
      { name: name('R'), shape: [1, rows, hidden], data: recurrentWeight },
      { name: name('B'), shape: [1, 2 * rows], data: bias },
    ],
  };
}
