/** What the figures were measured on. */
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import type { Stage } from './stage.ts';
import type { MachineDescription } from './report.ts';

/** A busier machine measures itself. */
const QUIET_LOAD = 1.5;

export async function describeMachine(stage: Stage): Promise<MachineDescription> {
  const processor = cpus()[0].model.trim();
  const load = currentLoad();
  return {
    date: new Date().toISOString().slice(0, 16),
    processor,
    processors: await stage.call('training', 'processors'),
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    browser: `Chromium ${stage.browser.version()}`,
    node: process.version,
    loadBefore: load,
    loadAfter: load,
  };
}

/** Programs that wanted to run in the last minute, on average. Always 0 on Windows. */
export function currentLoad(): number {
  return Number(loadavg()[0].toFixed(2));
}

/** A sentence to warn with, or null. */
export function loadWarning(load: number): string | null {
  if (load < QUIET_LOAD) return null;
  return `The machine is busy (load ${load}): speeds are too low, and ratios are worth more than speeds.`;
}
