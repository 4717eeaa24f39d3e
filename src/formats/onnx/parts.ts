/** Parts that the graphs of all tasks have in common. */
import { parameterTable } from '../../engine/parameters.ts';
import { inputSymbols, type NamedTensor, type NetworkConfiguration } from '../../shared/network.ts';
import type { Initializer, Node } from './messages.ts';
import { tensorOf } from './recurrent.ts';

/** Some nodes in their order, the constants they need, and the name of what comes out. */
export interface Part {
  readonly nodes: readonly Node[];
  readonly initializers: readonly Initializer[];
  readonly output: string;
}

export type Weights = ReadonlyMap<string, NamedTensor>;

/**
 * The parameters of a network by name; other tensors are not looked at.
 * @throws RangeError when one is missing or has the wrong size: a checkpoint that was decoded has them all.
 */
export function weightsOf(network: NetworkConfiguration, tensors: readonly NamedTensor[]): Weights {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  for (const { name, length } of parameterTable(network).entries) {
    const found = tensorOf(byName, name).data.length;
    if (found !== length) throw new RangeError(`Tensor ${name} needs ${length} numbers and has ${found}.`);
  }
  return byName;
}

/** A constant of whole numbers, such as axes and shapes. */
export function integers(name: string, ...values: readonly number[]): Initializer {
  return { name, shape: [values.length], data: BigInt64Array.from(values, BigInt) };
}

/**
 * Ids of symbols [...] -> what enters the first layer [..., E]: rows of the embedding, or one-hot, which the operators of layer 0
 * multiply.
 */
export function symbolVectors(network: NetworkConfiguration, weights: Weights, ids: string, output: string): Part {
  if (network.input.kind === 'embedding') {
    return {
      nodes: [{ operator: 'Gather', inputs: ['embedding.weight', ids], outputs: [output] }],
      initializers: [tensorOf(weights, 'embedding.weight')],
      output,
    };
  }
  return {
    nodes: [{ operator: 'OneHot', inputs: [ids, 'symbol_count', 'off_on'], outputs: [output] }],
    initializers: [
      integers('symbol_count', inputSymbols(network)),
      { name: 'off_on', shape: [2], data: Float32Array.of(0, 1) },
    ],
    output,
  };
}

export function headOf(weights: Weights): readonly Initializer[] {
  return ['head.weight', 'head.bias'].map((name) => tensorOf(weights, name));
}
