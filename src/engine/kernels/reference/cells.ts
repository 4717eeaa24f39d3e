/**
 * The element-wise halves of the three cells: what is left of a step when its matrix products are done. Forward and
 * backward stand side by side; `d` before a name means the gradient of the loss with respect to it.
 */
import type { Nonlinearity } from '../../../shared/network.ts';
import type { Address } from '../../layout.ts';
import type { Floats } from '../interface.ts';

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** h = f(a) */
export function rnnForward(
  memory: Floats,
  h: Address,
  a: Address,
  rows: number,
  H: number,
  nonlinearity: Nonlinearity,
): void {
  for (let i = 0; i < rows * H; i++) {
    const x = memory[a + i];
    memory[h + i] = nonlinearity === 'tanh' ? Math.tanh(x) : x > 0 || Number.isNaN(x) ? x : 0;
  }
}

/** da = dh · f′(a), where tanh′ = 1 - h² and ReLU′ = 1 for h > 0 */
export function rnnBackward(
  memory: Floats,
  da: Address,
  dh: Address,
  h: Address,
  rows: number,
  H: number,
  nonlinearity: Nonlinearity,
): void {
  for (let i = 0; i < rows * H; i++) {
    const y = memory[h + i];
    const slope = nonlinearity === 'tanh' ? 1 - y * y : y > 0 ? 1 : 0;
    memory[da + i] = memory[dh + i] * slope;
  }
}

/**
 * i = σ(aᵢ)  f = σ(a_f)  g = tanh(a_g)  o = σ(aₒ)
 * c = f · c_{t-1} + i · g
 * h = o · tanh(c)
 */
export function lstmForward(
  memory: Floats,
  gates: Address,
  c: Address,
  tanhC: Address,
  h: Address,
  previousC: Address,
  rows: number,
  H: number,
): void {
  for (let r = 0; r < rows; r++) {
    const gate = gates + r * 4 * H;
    for (let j = 0; j < H; j++) {
      const unit = r * H + j;
      const i = sigmoid(memory[gate + j]);
      const f = sigmoid(memory[gate + H + j]);
      const g = Math.tanh(memory[gate + 2 * H + j]);
      const o = sigmoid(memory[gate + 3 * H + j]);
      const state = f * memory[previousC + unit] + i * g;
      const squashed = Math.tanh(state);
      memory[gate + j] = i;
      memory[gate + H + j] = f;
      memory[gate + 2 * H + j] = g;
      memory[gate + 3 * H + j] = o;
      memory[c + unit] = state;
      memory[tanhC + unit] = squashed;
      memory[h + unit] = o * squashed;
    }
  }
}

/**
 * do = dh · tanh(c)          dc += dh · o · (1 - tanh²(c))
 * di = dc · g   df = dc · c_{t-1}   dg = dc · i        dc_{t-1} = dc · f
 * and through the gates: σ′ = y (1 - y), tanh′ = 1 - y²
 */
export function lstmBackward(
  memory: Floats,
  gates: Address,
  dc: Address,
  dh: Address,
  tanhC: Address,
  previousC: Address,
  rows: number,
  H: number,
): void {
  for (let r = 0; r < rows; r++) {
    const gate = gates + r * 4 * H;
    for (let j = 0; j < H; j++) {
      const unit = r * H + j;
      const i = memory[gate + j];
      const f = memory[gate + H + j];
      const g = memory[gate + 2 * H + j];
      const o = memory[gate + 3 * H + j];
      const squashed = memory[tanhC + unit];
      const dHidden = memory[dh + unit];
      const dState = memory[dc + unit] + dHidden * o * (1 - squashed * squashed);
      memory[gate + j] = dState * g * i * (1 - i);
      memory[gate + H + j] = dState * memory[previousC + unit] * f * (1 - f);
      memory[gate + 2 * H + j] = dState * i * (1 - g * g);
      memory[gate + 3 * H + j] = dHidden * squashed * o * (1 - o);
      memory[dc + unit] = dState * f;
    }
  }
}

/**
 * With x standing for the input's share and u for the hidden state's share of each gate:
 * r = σ(x_r + u_r)   z = σ(x_z + u_z)   n = tanh(x_n + r · u_n)
 * h = (1 - z) · n + z · h_{t-1}
 */
export function gruForward(
  memory: Floats,
  fromInput: Address,
  fromHidden: Address,
  h: Address,
  previousH: Address,
  rows: number,
  H: number,
): void {
  for (let row = 0; row < rows; row++) {
    const x = fromInput + row * 3 * H;
    const u = fromHidden + row * 3 * H;
    for (let j = 0; j < H; j++) {
      const unit = row * H + j;
      const r = sigmoid(memory[x + j] + memory[u + j]);
      const z = sigmoid(memory[x + H + j] + memory[u + H + j]);
      const n = Math.tanh(memory[x + 2 * H + j] + r * memory[u + 2 * H + j]);
      memory[x + j] = r;
      memory[x + H + j] = z;
      memory[x + 2 * H + j] = n;
      memory[h + unit] = (1 - z) * n + z * memory[previousH + unit];
    }
  }
}

/**
 * dn = dh · (1 - z)   dz = dh · (h_{t-1} - n)   dr = dn · tanh′ · u_n   dh_{t-1} += dh · z
 * The gradients of x and u are the same but for the candidate, where u_n stands behind the reset gate.
 */
export function gruBackward(
  memory: Floats,
  fromInput: Address,
  fromHidden: Address,
  dPreviousH: Address,
  dh: Address,
  previousH: Address,
  rows: number,
  H: number,
): void {
  for (let row = 0; row < rows; row++) {
    const x = fromInput + row * 3 * H;
    const u = fromHidden + row * 3 * H;
    for (let j = 0; j < H; j++) {
      const unit = row * H + j;
      const r = memory[x + j];
      const z = memory[x + H + j];
      const n = memory[x + 2 * H + j];
      const dHidden = memory[dh + unit];
      const dCandidate = dHidden * (1 - z) * (1 - n * n);
      const dReset = dCandidate * memory[u + 2 * H + j] * r * (1 - r);
      const dUpdate = dHidden * (memory[previousH + unit] - n) * z * (1 - z);
      memory[x + j] = dReset;
      memory[u + j] = dReset;
      memory[x + H + j] = dUpdate;
      memory[u + H + j] = dUpdate;
      memory[x + 2 * H + j] = dCandidate;
      memory[u + 2 * H + j] = dCandidate * r;
      memory[dPreviousH + unit] += dHidden * z;
    }
  }
}
