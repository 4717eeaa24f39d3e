/** Softmax with cross-entropy, row by row. */
import { exponential } from './exponential';
import { bytes, firstLanes, loadLanes, storeLanes, sumOfLanes } from './vectors';

/** The host's natural logarithm: one call a row is not worth one of our own. */
@external('env', 'log')
declare function log(x: f64): f64;

/** losses = log Σ exp(logits - max) - (logits[target] - max), 0 where the target is negative. Logits are kept. */
export function crossEntropy(losses: usize, logits: usize, targets: usize, rows: i32, V: i32): void {
  for (let r = 0; r < rows; r++) {
    const target = load<i32>(targets);
    let loss: f32 = 0;
    if (target >= 0) {
      const maximum = rowMaximum(logits, V);
      loss = rowLoss(sumOfExponentials(logits, V, maximum, false), maximum, load<f32>(logits + bytes(target)));
    }
    store<f32>(losses, loss);
    losses += 4;
    targets += 4;
    logits += bytes(V);
  }
}

/** The same, and logits become scale · (softmax - one-hot target). */
export function softmaxCrossEntropy(losses: usize, logits: usize, targets: usize, rows: i32, V: i32, scale: f32): void {
  for (let r = 0; r < rows; r++) {
    const target = load<i32>(targets);
    if (target < 0) {
      store<f32>(losses, 0);
      memory.fill(logits, 0, bytes(V));
    } else {
      const maximum = rowMaximum(logits, V);
      const ofTarget = logits + bytes(target);
      const targetLogit = load<f32>(ofTarget);
      const sum = sumOfExponentials(logits, V, maximum, true);
      store<f32>(losses, rowLoss(sum, maximum, targetLogit));
      scaleRow(logits, V, scale / sum);
      store<f32>(ofTarget, load<f32>(ofTarget) - scale);
    }
    losses += 4;
    targets += 4;
    logits += bytes(V);
  }
}

@inline
function rowLoss(sum: f32, maximum: f32, targetLogit: f32): f32 {
  return <f32>(log(<f64>sum) - (<f64>targetLogit - <f64>maximum));
}

/** The largest logit. A NaN may be passed over: the sum of exponentials finds it. */
function rowMaximum(row: usize, V: i32): f32 {
  let highest = f32x4.splat(-Infinity);
  for (let v = 0; v < V; v += 4, row += 16) {
    const lanes = V - v;
    const logits = lanes >= 4 ? v128.load(row) : v128.bitselect(loadLanes(row, lanes), highest, firstLanes(lanes));
    highest = f32x4.pmax(highest, logits);
  }
  return max(
    max(f32x4.extract_lane(highest, 0), f32x4.extract_lane(highest, 1)),
    max(f32x4.extract_lane(highest, 2), f32x4.extract_lane(highest, 3)),
  );
}

/** Σ exp(logits - maximum); with `keep`, the row becomes the exponentials. */
function sumOfExponentials(row: usize, V: i32, maximum: f32, keep: bool): f32 {
  const shift = f32x4.splat(maximum);
  let sum = f32x4.splat(0);
  for (let v = 0; v < V; v += 4, row += 16) {
    const lanes = V - v;
    let exponentials = exponential(f32x4.sub(loadLanes(row, lanes), shift));
    if (lanes < 4) exponentials = v128.and(exponentials, firstLanes(lanes));
    if (keep) storeLanes(row, exponentials, lanes);
    sum = f32x4.add(sum, exponentials);
  }
  return sumOfLanes(sum);
}

function scaleRow(row: usize, V: i32, scale: f32): void {
  const factor = f32x4.splat(scale);
  for (let v = 0; v < V; v += 4, row += 16) storeLanes(row, f32x4.mul(loadLanes(row, V - v), factor), V - v);
}
