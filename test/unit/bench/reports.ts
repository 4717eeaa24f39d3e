/** A report to hold the bench's judgement against. */
import type { PeerRow, Report, TrainingRow } from '../../bench/report.ts';

export function trainingRow(changes: Partial<TrainingRow>): TrainingRow {
  return {
    ...{ cell: 'lstm', hidden: 256, layers: 2, threads: 2, kernels: 'relaxed-simd', charsPerSecond: 18_000 },
    ...{ spread: 0.02, gflops: 88, shareOfPeak: 0.8, memoryBytes: 64e6 },
    ...changes,
  };
}

export function peerRow(changes: Partial<PeerRow>): PeerRow {
  return {
    ...{ name: 'PyTorch', version: '2.6.0', cell: 'lstm', hidden: 128, charsPerSecond: 90_000, ratio: 0.8 },
    ...{ ourCharsPerSecond: 72_000, setting: 'OpenBLAS 1' },
    ...changes,
  };
}

export function reportOf(changes: Partial<Report> = {}): Report {
  return {
    machine: {
      ...{ date: '2026-11-23T15:00', processor: 'Some processor', processors: 2, memoryBytes: 2 ** 34 },
      ...{ system: 'Linux', browser: 'Chromium 156', node: 'v20', loadBefore: 0.1, loadAfter: 2 },
    },
    peakGflops: { one: 56, all: 110, simdOne: 36, simdAll: 70 },
    ...{
      training: [],
      peers: [],
      writing: [],
      growth: [],
      copied: null,
      loading: null,
      firstSample: null,
      memory: null,
      profile: [],
    },
    ...changes,
  };
}
