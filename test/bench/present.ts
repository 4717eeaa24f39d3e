/** A report as tables. */
import type { Report } from './report.ts';
import { geometricMean } from './statistics.ts';
import { figure, megabytes, percent, table, times } from './table.ts';
import { verdictsOf } from './verdicts.ts';

export function present(report: Report): string {
  return [
    machine(report),
    training(report),
    peers(report),
    writing(report),
    growth(report),
    app(report),
    profile(report),
    verdicts(report),
  ]
    .flat()
    .join('\n\n');
}

function machine({ machine: its, peakGflops: peak }: Report): string[] {
  const memory = `${(its.memoryBytes / 2 ** 30).toFixed(0)} GiB`;
  return [
    `${its.processor}, ${its.processors} threads, ${memory}, ${its.system}; ${its.browser}; load ${its.loadBefore} before, ${its.loadAfter} after`,
    `madd peak: ${figure(peak.one)} GFLOP/s on one thread, ${figure(peak.all)} on all (relaxed SIMD); ` +
      `${figure(peak.simdOne)} and ${figure(peak.simdAll)} (SIMD128)`,
  ];
}

function training({ training: rows }: Report): string[] {
  if (rows.length === 0) return [];
  const headings = [
    'cell',
    'hidden',
    'layers',
    'threads',
    'kernels',
    'chars/s',
    'spread',
    'GFLOP/s',
    'of peak',
    'arena',
  ];
  const cells = rows.map((row) => [
    ...[row.cell.toUpperCase(), `${row.hidden}`, `${row.layers}`, `${row.threads}`, row.kernels],
    ...[figure(row.charsPerSecond), percent(row.spread), figure(row.gflops), percent(row.shareOfPeak)],
    megabytes(row.memoryBytes),
  ]);
  return [table(headings, cells)];
}

function peers({ peers: rows }: Report): string[] {
  if (rows.length === 0) return [];
  const headings = ['peer', 'version', 'cell', 'hidden', 'its chars/s', 'ours', 'ratio', 'its best setting'];
  const cells = rows.map((row) => [
    ...[row.name, row.version, row.cell.toUpperCase(), `${row.hidden}`, figure(row.charsPerSecond)],
    ...[figure(row.ourCharsPerSecond), times(row.ratio), row.setting],
  ]);
  const means = [...new Set(rows.map(({ name }) => name))].map((name) => {
    const ratios = rows.filter((row) => row.name === name).map(({ ratio }) => ratio);
    return `${name}: geometric mean ${times(geometricMean(ratios))} over ${ratios.length} rows`;
  });
  return [table(headings, cells), means.join('\n')];
}

function writing({ writing: rows }: Report): string[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => [
    ...[row.cell.toUpperCase(), `${row.hidden}`, `${row.batch}`, figure(row.charsPerSecond), percent(row.spread)],
  ]);
  return [table(['writing', 'hidden', 'texts at once', 'chars/s', 'spread'], cells)];
}

function growth({ growth: rows }: Report): string[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => [
    ...[row.axis, `${row.value}`, figure(row.charsPerSecond), figure(row.gflops), megabytes(row.memoryBytes)],
    row.headShare === undefined ? '' : percent(row.headShare),
  ]);
  return [table(['grows', 'to', 'chars/s', 'GFLOP/s', 'arena', 'head takes'], cells)];
}

function app({ copied, loading, firstSample, memory }: Report): string[] {
  const lines: string[] = [];
  if (copied !== null) {
    const seconds = (value: number): string => `${figure(value)} s`;
    lines.push(
      `a text of ${copied.characters} characters sorted: ${seconds(copied.indexSeconds)}, 10,000 characters looked up in it: ` +
        `${seconds(copied.compareSeconds)}, its n-grams counted: ${seconds(copied.ngramSeconds)}`,
    );
  }
  if (loading !== null) {
    const task = loading.longestTaskMilliseconds > 0 ? `${figure(loading.longestTaskMilliseconds)} ms` : 'under 50 ms';
    lines.push(`loading ${loading.megabytes} MB: ${figure(loading.seconds)} s, the page's longest task ${task}`);
  }
  if (firstSample !== null) lines.push(`from Train to the first sample: ${figure(firstSample.seconds)} s`);
  if (memory !== null) {
    const bytes = (value: number | null): string => (value === null ? 'unknown' : megabytes(value));
    lines.push(
      `LSTM 2 x 512: arena ${bytes(memory.arenaBytes)}, workers as the browser counts ${bytes(memory.workersBytes)}, ` +
        `process grown by ${bytes(memory.residentBytes)}`,
    );
  }
  return lines.length > 0 ? [lines.join('\n')] : [];
}

function profile({ profile: rows }: Report): string[] {
  return rows.map(({ cell, hidden, threads, millisecondsPerStep, phases }) => {
    const cells = phases.map((phase) => [
      ...[phase.phase, phase.millisecondsPerStep.toFixed(3), percent(phase.millisecondsPerStep / millisecondsPerStep)],
      phase.gflops === null ? '' : figure(phase.gflops),
    ]);
    const title = `${cell.toUpperCase()} ${hidden}, ${threads} thread${threads === 1 ? '' : 's'}: ${figure(millisecondsPerStep)} ms a step`;
    return `${title}\n\n${table(['phase', 'ms a step', 'share', 'GFLOP/s'], cells)}`;
  });
}

function verdicts(report: Report): string[] {
  const rows = verdictsOf(report);
  if (rows.length === 0) return [];
  const cells = rows.map(({ what, reached, must, aim, unit, holds }) => [
    ...[
      what,
      `${figure(reached)} ${unit}`,
      `${figure(must)} ${unit}`,
      `${figure(aim)} ${unit}`,
      holds ? 'holds' : 'misses',
    ],
  ]);
  return [table(['what', 'reached', 'must', 'aim', ''], cells)];
}
