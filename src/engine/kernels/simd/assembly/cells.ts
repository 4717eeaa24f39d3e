/**
 * The element-wise halves of the cells, four units at a time; the formulas stand in ../../../cells/*.ts, and the readable twins
 * in ../../reference/cells.ts. Each function of units handles up to four of one row; the exported ones run them over all rows.
 */
import { sigmoid, tanh } from './exponential';
import { add } from './rows';
import { bytes, loadLanes, madd, storeLanes } from './vectors';

@inline
const ONE: f32 = 1;

export function tanhForward(h: usize, a: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, h += 16, a += 16) {
    const lanes = count - i;
    if (lanes >= 4) v128.store(h, tanh(v128.load(a)));
    else storeLanes(h, tanh(loadLanes(a, lanes)), lanes);
  }
}

/** da = dh · (1 - h²) */
export function tanhBackward(da: usize, dh: usize, h: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, da += 16, dh += 16, h += 16) {
    const lanes = count - i;
    const y = loadLanes(h, lanes);
    storeLanes(da, f32x4.mul(loadLanes(dh, lanes), slopeOfTanh(y)), lanes);
  }
}

/** NaN stays NaN. */
export function reluForward(h: usize, a: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, h += 16, a += 16) {
    const lanes = count - i;
    storeLanes(h, f32x4.pmax(loadLanes(a, lanes), f32x4.splat(0)), lanes);
  }
}

export function reluBackward(da: usize, dh: usize, h: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, da += 16, dh += 16, h += 16) {
    const lanes = count - i;
    const slope = v128.and(f32x4.gt(loadLanes(h, lanes), f32x4.splat(0)), f32x4.splat(ONE));
    storeLanes(da, f32x4.mul(loadLanes(dh, lanes), slope), lanes);
  }
}

/** tanh′ from y = tanh(a) */
@inline
function slopeOfTanh(y: v128): v128 {
  return f32x4.sub(f32x4.splat(ONE), f32x4.mul(y, y));
}

/** σ′ from y = σ(a) */
@inline
function slopeOfSigmoid(y: v128): v128 {
  return f32x4.mul(y, f32x4.sub(f32x4.splat(ONE), y));
}

/** y = σ(y) */
@inline
function squash(y: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, y += 16) {
    const lanes = count - i;
    if (lanes >= 4) v128.store(y, sigmoid(v128.load(y)));
    else storeLanes(y, sigmoid(loadLanes(y, lanes)), lanes);
  }
}

@inline
function lstmForwardUnits(
  gate: usize,
  width: usize,
  c: usize,
  tanhC: usize,
  h: usize,
  previousC: usize,
  lanes: i32,
): void {
  const i = loadLanes(gate, lanes);
  const f = loadLanes(gate + width, lanes);
  const g = loadLanes(gate + 2 * width, lanes);
  const o = loadLanes(gate + 3 * width, lanes);
  const state = madd(f, loadLanes(previousC, lanes), f32x4.mul(i, g));
  const squashed = tanh(state);
  storeLanes(c, state, lanes);
  storeLanes(tanhC, squashed, lanes);
  storeLanes(h, f32x4.mul(o, squashed), lanes);
}

/** The gates of a row first, then its units: short loops whose turns overlap, for one long turn mostly waits. */
export function lstmForward(gates: usize, c: usize, tanhC: usize, h: usize, previousC: usize, rows: i32, H: i32): void {
  const width = bytes(H);
  for (let row = 0; row < rows; row++) {
    squash(gates, 2 * H);
    tanhForward(gates + 2 * width, gates + 2 * width, H);
    squash(gates + 3 * width, H);
    for (let j = 0; j < H; j += 4) {
      const lanes = H - j;
      const at = bytes(j);
      if (lanes >= 4) lstmForwardUnits(gates + at, width, c + at, tanhC + at, h + at, previousC + at, 4);
      else lstmForwardUnits(gates + at, width, c + at, tanhC + at, h + at, previousC + at, lanes);
    }
    gates += 4 * width;
    c += width;
    tanhC += width;
    h += width;
    previousC += width;
  }
}

@inline
function lstmBackwardUnits(
  gate: usize,
  width: usize,
  dc: usize,
  dh: usize,
  tanhC: usize,
  previousC: usize,
  lanes: i32,
): void {
  const i = loadLanes(gate, lanes);
  const f = loadLanes(gate + width, lanes);
  const g = loadLanes(gate + 2 * width, lanes);
  const o = loadLanes(gate + 3 * width, lanes);
  const squashed = loadLanes(tanhC, lanes);
  const dHidden = loadLanes(dh, lanes);
  const dState = madd(f32x4.mul(dHidden, o), slopeOfTanh(squashed), loadLanes(dc, lanes));
  storeLanes(gate, f32x4.mul(f32x4.mul(dState, g), slopeOfSigmoid(i)), lanes);
  storeLanes(gate + width, f32x4.mul(f32x4.mul(dState, loadLanes(previousC, lanes)), slopeOfSigmoid(f)), lanes);
  storeLanes(gate + 2 * width, f32x4.mul(f32x4.mul(dState, i), slopeOfTanh(g)), lanes);
  storeLanes(gate + 3 * width, f32x4.mul(f32x4.mul(dHidden, squashed), slopeOfSigmoid(o)), lanes);
  storeLanes(dc, f32x4.mul(dState, f), lanes);
}

export function lstmBackward(
  gates: usize,
  dc: usize,
  dh: usize,
  tanhC: usize,
  previousC: usize,
  rows: i32,
  H: i32,
): void {
  const width = bytes(H);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < H; j += 4) {
      const lanes = H - j;
      const at = bytes(j);
      if (lanes >= 4) lstmBackwardUnits(gates + at, width, dc + at, dh + at, tanhC + at, previousC + at, 4);
      else lstmBackwardUnits(gates + at, width, dc + at, dh + at, tanhC + at, previousC + at, lanes);
    }
    gates += 4 * width;
    dc += width;
    dh += width;
    tanhC += width;
    previousC += width;
  }
}

@inline
function gruForwardUnits(x: usize, u: usize, width: usize, h: usize, previousH: usize, lanes: i32): void {
  const r = loadLanes(x, lanes);
  const z = loadLanes(x + width, lanes);
  const n = tanh(madd(r, loadLanes(u + 2 * width, lanes), loadLanes(x + 2 * width, lanes)));
  storeLanes(x + 2 * width, n, lanes);
  storeLanes(h, madd(z, loadLanes(previousH, lanes), f32x4.mul(f32x4.sub(f32x4.splat(ONE), z), n)), lanes);
}

/** As in the LSTM: r and z of a row first, then its units. */
export function gruForward(x: usize, u: usize, h: usize, previousH: usize, rows: i32, H: i32): void {
  const width = bytes(H);
  for (let row = 0; row < rows; row++) {
    add(x, x, u, 2 * H);
    squash(x, 2 * H);
    for (let j = 0; j < H; j += 4) {
      const lanes = H - j;
      const at = bytes(j);
      if (lanes >= 4) gruForwardUnits(x + at, u + at, width, h + at, previousH + at, 4);
      else gruForwardUnits(x + at, u + at, width, h + at, previousH + at, lanes);
    }
    x += 3 * width;
    u += 3 * width;
    h += width;
    previousH += width;
  }
}

@inline
function gruBackwardUnits(
  x: usize,
  u: usize,
  width: usize,
  dPreviousH: usize,
  dh: usize,
  previousH: usize,
  lanes: i32,
): void {
  const r = loadLanes(x, lanes);
  const z = loadLanes(x + width, lanes);
  const n = loadLanes(x + 2 * width, lanes);
  const dHidden = loadLanes(dh, lanes);
  const dCandidate = f32x4.mul(f32x4.mul(dHidden, f32x4.sub(f32x4.splat(ONE), z)), slopeOfTanh(n));
  const dReset = f32x4.mul(f32x4.mul(dCandidate, loadLanes(u + 2 * width, lanes)), slopeOfSigmoid(r));
  const dUpdate = f32x4.mul(f32x4.mul(dHidden, f32x4.sub(loadLanes(previousH, lanes), n)), slopeOfSigmoid(z));
  storeLanes(x, dReset, lanes);
  storeLanes(u, dReset, lanes);
  storeLanes(x + width, dUpdate, lanes);
  storeLanes(u + width, dUpdate, lanes);
  storeLanes(x + 2 * width, dCandidate, lanes);
  storeLanes(u + 2 * width, f32x4.mul(dCandidate, r), lanes);
  storeLanes(dPreviousH, madd(dHidden, z, loadLanes(dPreviousH, lanes)), lanes);
}

export function gruBackward(
  x: usize,
  u: usize,
  dPreviousH: usize,
  dh: usize,
  previousH: usize,
  rows: i32,
  H: i32,
): void {
  const width = bytes(H);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < H; j += 4) {
      const lanes = H - j;
      const at = bytes(j);
      if (lanes >= 4) gruBackwardUnits(x + at, u + at, width, dPreviousH + at, dh + at, previousH + at, 4);
      else gruBackwardUnits(x + at, u + at, width, dPreviousH + at, dh + at, previousH + at, lanes);
    }
    x += 3 * width;
    u += 3 * width;
    dPreviousH += width;
    dh += width;
    previousH += width;
  }
}
