/**
 * A network that reads one symbol at a time, in plain TypeScript. The equations are those of engine/cells, written out
 * once more for a single lane and without a kernel: this is all of the app that a page which writes by itself takes along.
 */
import type { NetworkShape } from '../shared/network.ts';

/** h and c of every layer, each [H]; only the LSTM has c. */
export interface State {
  readonly h: readonly Float32Array[];
  readonly c: readonly Float32Array[];
}

export interface Step {
  /** [V], for the symbol that follows. */
  readonly logits: Float32Array;
  readonly state: State;
}

/** The parameters by PyTorch's names. */
export type Weights = (name: string) => Float32Array;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export class Network {
  readonly #shape: NetworkShape;
  readonly #weights: Weights;

  constructor(shape: NetworkShape, weights: Weights) {
    this.#shape = shape;
    this.#weights = weights;
  }

  /** Before anything was read. */
  initialState(): State {
    const { layers, hidden } = this.#shape;
    const zeros = (): Float32Array[] => Array.from({ length: layers }, () => new Float32Array(hidden));
    return { h: zeros(), c: zeros() };
  }

  /** Reads symbol `id`. */
  step(id: number, { h, c }: State): Step {
    const { layers } = this.#shape;
    const nextH: Float32Array[] = [];
    const nextC: Float32Array[] = [];
    let x: Float32Array | null = null;
    for (let layer = 0; layer < layers; layer++) {
      const input = x === null ? this.#entrance(id) : this.#product(`rnn.weight_ih_l${layer}`, x);
      addTo(input, this.#weights(`rnn.bias_ih_l${layer}`));
      const recurrent = this.#product(`rnn.weight_hh_l${layer}`, h[layer]);
      addTo(recurrent, this.#weights(`rnn.bias_hh_l${layer}`));
      const cellState = c[layer].slice();
      x = this.#cell(input, recurrent, h[layer], cellState);
      nextH.push(x);
      nextC.push(cellState);
    }
    const logits = this.#product('head.weight', x ?? new Float32Array());
    addTo(logits, this.#weights('head.bias'));
    return { logits, state: { h: nextH, c: nextC } };
  }

  /** W_ih · x for what a symbol is at the first layer: a column of W_ih, or the product with the symbol's own vector. */
  #entrance(id: number): Float32Array {
    const { input, vocabulary } = this.#shape;
    const name = 'rnn.weight_ih_l0';
    if (input.kind === 'embedding') {
      return this.#product(name, this.#weights('embedding.weight').subarray(id * input.width, (id + 1) * input.width));
    }
    const weight = this.#weights(name);
    return Float32Array.from({ length: weight.length / vocabulary }, (_, row) => weight[row * vocabulary + id]);
  }

  /** One step of a cell, gates in PyTorch's order. `c` becomes the state that follows. @returns h that follows */
  #cell(input: Float32Array, recurrent: Float32Array, h: Float32Array, c: Float32Array): Float32Array {
    const { cell, nonlinearity, hidden } = this.#shape;
    const next = new Float32Array(hidden);
    for (let j = 0; j < hidden; j++) {
      const both = (gate: number): number => input[gate * hidden + j] + recurrent[gate * hidden + j];
      if (cell === 'lstm') {
        c[j] = sigmoid(both(1)) * c[j] + sigmoid(both(0)) * Math.tanh(both(2));
        next[j] = sigmoid(both(3)) * Math.tanh(c[j]);
      } else if (cell === 'gru') {
        const n = Math.tanh(input[2 * hidden + j] + sigmoid(both(0)) * recurrent[2 * hidden + j]);
        const z = sigmoid(both(1));
        next[j] = (1 - z) * n + z * h[j];
      } else {
        next[j] = nonlinearity === 'relu' ? Math.max(0, both(0)) : Math.tanh(both(0));
      }
    }
    return next;
  }

  /** W · x for a weight [rows, x.length]. */
  #product(name: string, x: Float32Array): Float32Array {
    const weight = this.#weights(name);
    const columns = x.length;
    const y = new Float32Array(weight.length / columns);
    for (let row = 0, at = 0; row < y.length; row++) {
      let sum = 0;
      for (let column = 0; column < columns; column++) sum += weight[at++] * x[column];
      y[row] = sum;
    }
    return y;
  }
}

function addTo(y: Float32Array, bias: Float32Array): void {
  for (let row = 0; row < y.length; row++) y[row] += bias[row];
}
