/**
 * One step of a network in float64, written from the formulas of PyTorch's nn.RNN, nn.LSTM and nn.GRU and from nothing of
 * ours: an oracle for the exported graph.
 */
import type { NamedTensor, NetworkConfiguration } from '../../../src/shared/network.ts';

export interface ReferenceState {
  /** [L][H] each */
  readonly h: number[][];
  readonly c: number[][];
}

export function zeroState({ layers, hidden }: NetworkConfiguration): ReferenceState {
  const zeros = (): number[][] => Array.from({ length: layers }, () => new Array<number>(hidden).fill(0));
  return { h: zeros(), c: zeros() };
}

/** Reads `symbol` for one lane: logits [V], and the state that follows. */
export function referenceStep(
  network: NetworkConfiguration,
  tensors: readonly NamedTensor[],
  symbol: number,
  state: ReferenceState,
): { logits: number[]; state: ReferenceState } {
  const { cell, layers, hidden } = network;
  const data = new Map(tensors.map((tensor) => [tensor.name, tensor.data]));
  const get = (name: string): Float32Array => {
    const found = data.get(name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };
  const affine = (weight: string, bias: string, x: readonly number[]): number[] =>
    Array.from(get(bias), (b, row) =>
      x.reduce((sum, value, column) => sum + value * get(weight)[row * x.length + column], b),
    );
  const next = zeroState(network);
  let x: number[] =
    network.input.kind === 'embedding'
      ? [...get('embedding.weight').subarray(symbol * network.input.width, (symbol + 1) * network.input.width)]
      : Array.from({ length: network.vocabulary }, (_, id) => (id === symbol ? 1 : 0));
  for (let l = 0; l < layers; l++) {
    const h = state.h[l];
    const fromInput = affine(`rnn.weight_ih_l${l}`, `rnn.bias_ih_l${l}`, x);
    const fromState = affine(`rnn.weight_hh_l${l}`, `rnn.bias_hh_l${l}`, h);
    for (let j = 0; j < hidden; j++) {
      const input = (gate: number): number => fromInput[gate * hidden + j];
      const recurrent = (gate: number): number => fromState[gate * hidden + j];
      const both = (gate: number): number => input(gate) + recurrent(gate);
      if (cell === 'lstm') {
        const c = sigmoid(both(1)) * state.c[l][j] + sigmoid(both(0)) * Math.tanh(both(2));
        next.c[l][j] = c;
        next.h[l][j] = sigmoid(both(3)) * Math.tanh(c);
      } else if (cell === 'gru') {
        const z = sigmoid(both(1));
        const n = Math.tanh(input(2) + sigmoid(both(0)) * recurrent(2));
        next.h[l][j] = (1 - z) * n + z * h[j];
      } else {
        next.h[l][j] = network.nonlinearity === 'relu' ? Math.max(0, both(0)) : Math.tanh(both(0));
      }
    }
    x = next.h[l];
  }
  return { logits: affine('head.weight', 'head.bias', x), state: next };
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
