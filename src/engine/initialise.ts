/** First values of the parameters. */
import type { NetworkConfiguration } from '../shared/network.ts';
import type { ParameterTable } from './parameters.ts';
import { PURPOSE, RandomStream } from './rng.ts';

type Floats = Float32Array | Float64Array;

/**
 * Fills `parameters` (flat, laid out as `table` says): every weight uniform in ±1/sqrt(H), as PyTorch does for recurrent
 * layers; an embedding standard normal; biases zero, but for the LSTM's forget gate, which begins at 1 so that the
 * cell remembers from the first step (Gers, Schmidhuber, Cummins 2000; Jozefowicz, Zaremba, Sutskever 2015).
 * The same seed gives the same values.
 */
export function initialise(
  parameters: Floats,
  table: ParameterTable,
  network: NetworkConfiguration,
  seed: number,
): void {
  const random = new RandomStream(seed, PURPOSE.initialisation);
  const bound = 1 / Math.sqrt(network.hidden);
  parameters.fill(0, 0, table.length);
  for (const { name, shape, offset, length } of table.entries) {
    const values = parameters.subarray(offset, offset + length);
    if (name === 'embedding.weight') {
      for (let i = 0; i < length; i++) values[i] = standardNormal(random);
    } else if (shape.length === 2) {
      for (let i = 0; i < length; i++) values[i] = bound * (2 * random.uniform() - 1);
    } else if (network.cell === 'lstm' && name.startsWith('rnn.bias_ih')) {
      values.fill(1, network.hidden, 2 * network.hidden);
    }
  }
}

/** Box and Muller 1958; 1 - u is never 0. */
function standardNormal(random: RandomStream): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.uniform()));
  return radius * Math.cos(2 * Math.PI * random.uniform());
}
