/** The reports kept under docs/ are what the bench writes, and their figures agree with each other. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Report } from '../../bench/report.ts';
import { reportOf } from './reports.ts';

const FOLDER = join(import.meta.dirname, '../../../docs/bench');
const reports = readdirSync(FOLDER).map((name): [string, Report] => [
  name,
  JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Report,
]);

it.each(reports)(
  '%s has all parts of a report, and says of every training row what it was measured on',
  (_, report) => {
    expect(Object.keys(report)).toEqual(Object.keys(reportOf()));
    expect(report.training.filter(({ kernels }) => kernels === 'relaxed-simd')).toHaveLength(18);
    for (const { threads } of report.training) expect([1, report.machine.processors]).toContain(threads);
  },
);

it.each(reports)('%s: a share of the peak is GFLOP/s over the peak of as many threads, within 1 %%', (_, report) => {
  const { one, all, simdOne } = report.peakGflops;
  for (const { gflops, shareOfPeak, threads, kernels } of report.training) {
    const peak = kernels === 'simd' ? simdOne : threads === 1 ? one : all;
    expect(Math.abs((shareOfPeak * peak) / gflops - 1)).toBeLessThan(0.01);
  }
});

it.each(reports)('%s: a ratio is our speed over the peer’s, within 1 %%', (_, { peers }) => {
  for (const { ratio, ourCharsPerSecond, charsPerSecond } of peers) {
    expect(Math.abs((ratio * charsPerSecond) / ourCharsPerSecond - 1)).toBeLessThan(0.01);
  }
});
