/**
 * One recurrent layer as the standard ONNX operator. Operators: https://onnx.ai/onnx/operators/ (RNN, LSTM, GRU)
 */
import { recurrentName } from '../../engine/parameters.ts';
import type { CellKind, NamedTensor, NetworkConfiguration } from '../../shared/network.ts';
import type { Initializer, Node } from './messages.ts';

/** For each block of rows in ONNX's order, which of PyTorch's blocks it is: LSTM i,o,f,c of i,f,g,o; GRU z,r,h of r,z,n. */
const BLOCKS: Readonly<Record<CellKind, readonly number[]>> = { rnn: [0], lstm: [0, 3, 1, 2], gru: [1, 0, 2] };

const OPERATOR: Readonly<Record<CellKind, string>> = { rnn: 'RNN', lstm: 'LSTM', gru: 'GRU' };

/** What a layer of D directions reads and leaves. */
export interface LayerNames {
  /** [T, batch, E] */
  readonly input: string;
  /** int32 [batch]: how many steps each sequence has. Empty where all have all. */
  readonly lengths: string;
  /** [D, batch, H] each; the cell state only for LSTM. None where it begins with zeros. */
  readonly state: readonly string[];
  /** [T, D, batch, H]: the states after every step. Empty where they are not asked for. */
  readonly steps: string;
  /** [D, batch, H] each: the states each direction ends in. None where they are not asked for. */
  readonly lastState: readonly string[];
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

/** The node of layer `layer`, and its constants W [D, G*H, E], R [D, G*H, H], B [D, 2*G*H] = [Wb, Rb]. */
export function recurrentLayer(
  network: NetworkConfiguration,
  tensors: ReadonlyMap<string, NamedTensor>,
  layer: number,
  names: LayerNames,
): { node: Node; initializers: Initializer[] } {
  const { cell, hidden, nonlinearity, directions } = network;
  const reverses = directions === 2 ? [false, true] : [false];
  type Part = Parameters<typeof recurrentName>[0];
  const parameter = (part: Part, reverse: boolean): Float32Array =>
    reorderGates(cell, tensorOf(tensors, recurrentName(part, layer, reverse)).data);
  const both = (...parts: readonly Part[]): Float32Array =>
    joined(reverses.flatMap((reverse) => parts.map((part) => parameter(part, reverse))));
  const bias = both('bias_ih', 'bias_hh');
  const rows = bias.length / (2 * directions);
  const inputWeight = both('weight_ih');

  const name = (constant: string): string => `rnn.l${layer}.${constant}`;
  const activation = nonlinearity === 'relu' ? 'Relu' : 'Tanh';
  return {
    node: {
      operator: OPERATOR[cell],
      inputs: [names.input, name('W'), name('R'), name('B'), names.lengths, ...names.state],
      outputs: [names.steps, ...names.lastState],
      attributes: {
        hidden_size: hidden,
        ...(directions === 2 ? { direction: 'bidirectional' } : {}),
        ...(cell === 'gru' ? { linear_before_reset: 1 } : {}),
        ...(cell === 'rnn' ? { activations: reverses.map(() => activation) } : {}),
      },
    },
    initializers: [
      { name: name('W'), shape: [directions, rows, inputWeight.length / (rows * directions)], data: inputWeight },
      { name: name('R'), shape: [directions, rows, hidden], data: both('weight_hh') },
      { name: name('B'), shape: [directions, 2 * rows], data: bias },
    ],
  };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
