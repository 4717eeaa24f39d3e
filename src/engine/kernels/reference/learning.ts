/** The loss, dropout and the optimizer. */
import type { Address } from '../../layout.ts';
import { philox, PURPOSE, unitInterval } from '../../rng.ts';
import type { AdamStep, Floats } from '../interface.ts';

/** loss = log Σ exp(logits - max) - (logits[target] - max) */
export function crossEntropy(
  memory: Floats,
  ids: Int32Array,
  losses: Address,
  logits: Address,
  targets: Address,
  rows: number,
  V: number,
): void {
  for (let r = 0; r < rows; r++) {
    const target = ids[targets + r];
    const row = logits + r * V;
    if (target < 0) {
      memory[losses + r] = 0;
      continue;
    }
    const maximum = rowMaximum(memory, row, V);
    let sum = 0;
    for (let v = 0; v < V; v++) sum += Math.exp(memory[row + v] - maximum);
    memory[losses + r] = Math.log(sum) - (memory[row + target] - maximum);
  }
}

/** dlogits = scale · (softmax(logits) - one-hot(target)) */
export function softmaxCrossEntropy(
  memory: Floats,
  ids: Int32Array,
  losses: Address,
  logits: Address,
  targets: Address,
  rows: number,
  V: number,
  scale: number,
): void {
  for (let r = 0; r < rows; r++) {
    const target = ids[targets + r];
    const row = logits + r * V;
    if (target < 0) {
      memory[losses + r] = 0;
      memory.fill(0, row, row + V);
      continue;
    }
    const maximum = rowMaximum(memory, row, V);
    const targetLogit = memory[row + target];
    let sum = 0;
    for (let v = 0; v < V; v++) {
      const exponential = Math.exp(memory[row + v] - maximum);
      memory[row + v] = exponential;
      sum += exponential;
    }
    memory[losses + r] = Math.log(sum) - (targetLogit - maximum);
    for (let v = 0; v < V; v++) memory[row + v] *= scale / sum;
    memory[row + target] -= scale;
  }
}

/** NaN when any element is: a broken row must not look whole. */
function rowMaximum(memory: Floats, row: Address, V: number): number {
  let maximum = -Infinity;
  for (let v = 0; v < V; v++) maximum = Math.max(maximum, memory[row + v]);
  return maximum;
}

const words = new Uint32Array(4);

/** Element i is kept when word i % 4 of Philox block i / 4, for (block, step, layer, 0), is below `keep` on [0, 1). */
export function dropout(
  memory: Floats,
  y: Address,
  x: Address,
  count: number,
  firstIndex: number,
  keep: number,
  seed: number,
  step: number,
  layer: number,
): void {
  for (let i = 0; i < count; i++) {
    const index = firstIndex + i;
    if (i === 0 || index % 4 === 0) {
      philox(words, Math.floor(index / 4), step, layer, 0, seed, PURPOSE.dropout);
    }
    memory[y + i] = unitInterval(words[index % 4]) < keep ? memory[x + i] / keep : 0;
  }
}

export function sumOfSquares(memory: Floats, x: Address, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += memory[x + i] ** 2;
  return sum;
}

/**
 * m = β₁ m + (1 - β₁) g    v = β₂ v + (1 - β₂) g²
 * w -= η (m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + ε) + λ w)
 * Source: Kingma, Ba 2015; decoupled decay: Loshchilov, Hutter 2019.
 */
export function adam(
  memory: Floats,
  parameter: Address,
  gradient: Address,
  moment1: Address,
  moment2: Address,
  count: number,
  options: AdamStep,
): void {
  const { learningRate, beta1, beta2, epsilon, weightDecay, step, gradientScale } = options;
  const correction1 = 1 - beta1 ** step;
  const correction2 = 1 - beta2 ** step;
  for (let i = 0; i < count; i++) {
    const g = memory[gradient + i] * gradientScale;
    const m = beta1 * memory[moment1 + i] + (1 - beta1) * g;
    const v = beta2 * memory[moment2 + i] + (1 - beta2) * g * g;
    memory[moment1 + i] = m;
    memory[moment2 + i] = v;
    const w = memory[parameter + i];
    memory[parameter + i] =
      w - learningRate * (m / correction1 / (Math.sqrt(v / correction2) + epsilon) + weightDecay * w);
  }
}
