import type { NamedTensor } from '../shared/network.ts';
import type { Kernels } from './kernels/interface.ts';
import type { Network } from './network.ts';

const NAMES = ['carried.h', 'carried.c'] as const;

/**
 * Copies of the state the next window begins with: `carried.h` and, in the LSTM, `carried.c`, each [L, B, H]; none where
 * nothing is carried.
 */
export function readCarried(network: Network, kernels: Kernels): NamedTensor[] {
  const { carried } = network;
  if (carried.length === 0) return [];
  const { lanes } = network.window;
  const { hidden } = network.configuration;
  const size = lanes * hidden;
  return carried[0].map((_, which) => {
    const data = new Float32Array(carried.length * size);
    carried.forEach((states, layer) => {
      data.set(kernels.floats.subarray(states[which], states[which] + size), layer * size);
    });
    return { name: NAMES[which], shape: [carried.length, lanes, hidden], data };
  });
}

/** The other way round: tensors as `readCarried` gives them become the state. Others are passed over. */
export function writeCarried(network: Network, kernels: Kernels, tensors: Iterable<NamedTensor>): void {
  const size = network.window.lanes * network.configuration.hidden;
  for (const { name, data } of tensors) {
    const which = NAMES.findIndex((known) => known === name);
    if (which < 0) continue;
    network.carried.forEach((states, layer) => {
      kernels.floats.set(data.subarray(layer * size, (layer + 1) * size), states[which]);
    });
  }
}
