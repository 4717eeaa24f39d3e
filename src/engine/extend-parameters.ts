import type { NamedTensor, NetworkConfiguration } from '../shared/network.ts';
import { parameterTable } from './parameters.ts';

/**
 * The parameters of a network for a larger vocabulary: those of the symbols it had are the old ones bit for bit, each
 * new symbol begins with the mean of theirs.
 * @param tensors by PyTorch's names, the parameters of `network` among them; others are passed over.
 * @param vocabulary symbols of the larger network; the old ones come first.
 * @throws RangeError when a parameter is missing.
 */
export function extendParameters(
  network: NetworkConfiguration,
  tensors: readonly NamedTensor[],
  vocabulary: number,
): NamedTensor[] {
  const larger = parameterTable({ ...network, vocabulary });
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return parameterTable(network).entries.map(({ name, shape }) => {
    const found = byName.get(name);
    if (found === undefined) throw new RangeError(`The parameter ${name} is missing.`);
    const target = larger.get(name).shape;
    if (target.every((size, axis) => size === shape[axis])) return { name, shape, data: found.data.slice() };
    // Symbols are the columns of one-hot input weights, else the rows.
    const data = target[0] === shape[0] ? widened(found.data, shape, target) : lengthened(found.data, shape, target);
    return { name, shape: target, data };
  });
}

function lengthened(
  data: Float32Array,
  [rows, width = 1]: readonly number[],
  [length]: readonly number[],
): Float32Array {
  const longer = new Float32Array(length * width);
  longer.set(data);
  for (let column = 0; column < width; column++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += data[row * width + column];
    for (let row = rows; row < length; row++) longer[row * width + column] = sum / rows;
  }
  return longer;
}

function widened(data: Float32Array, [rows, width]: readonly number[], [, target]: readonly number[]): Float32Array {
  const wider = new Float32Array(rows * target);
  for (let row = 0; row < rows; row++) {
    const old = data.subarray(row * width, (row + 1) * width);
    wider.set(old, row * target);
    wider.fill(old.reduce((sum, value) => sum + value, 0) / width, row * target + width, (row + 1) * target);
  }
  return wider;
}
