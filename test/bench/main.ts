/** Measures what was asked for, one part after the other, and tells it as tables and as JSON. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { currentLoad, describeMachine, loadWarning } from './machine.ts';
import { readOptions, type Options, type Part } from './options.ts';
import { measureFirstSample, measureLoading } from './parts/app.ts';
import { measureCopied } from './parts/copied.ts';
import { measureGrowth } from './parts/growth.ts';
import { measureMemory } from './parts/memory.ts';
import { PeakLog } from './parts/peak.ts';
import { measurePeers } from './parts/peers.ts';
import { measureProfile } from './parts/profile.ts';
import { measureTraining, rate } from './parts/training.ts';
import { measureWriting } from './parts/writing.ts';
import { present } from './present.ts';
import type { Report } from './report.ts';
import { QUICK, THOROUGH } from './rounds.ts';
import { Stage } from './stage.ts';

const PROFILE_MS = 1500;

/**
 * @param findChromium finds the path of a browser's executable.
 * @returns the exit code.
 */
export async function main(command: readonly string[], findChromium: () => Promise<string>): Promise<number> {
  let options: Options;
  try {
    options = readOptions(command);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  const stage = await Stage.open(await findChromium());
  try {
    const report = await measure(stage, options);
    process.stdout.write(`\n${present(report)}\n`);
    if (options.json !== null) await keep(report, resolve(options.json));
    return 0;
  } finally {
    await stage.close();
  }
}

async function measure(stage: Stage, { parts, quick }: Options): Promise<Report> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const machine = await describeMachine(stage);
  say(loadWarning(machine.loadBefore) ?? `The machine is quiet (load ${machine.loadBefore}).`);
  const pace = quick ? QUICK : THOROUGH;
  const threads = machine.processors;
  const peak = new PeakLog(stage, threads);
  const has = (part: Part): boolean => parts.includes(part);

  const training = has('training') ? await measureTraining(stage, threads, pace, peak, say) : [];
  const peers = has('peers') ? await measurePeers(stage, threads, pace, say) : [];
  const writing = has('writing') ? await measureWriting(stage, pace, say) : [];
  const growth = has('growth') ? await measureGrowth(stage, threads, pace, say) : [];
  const copied = has('copied') ? await measureCopied(stage, pace, say) : null;
  const loading = has('loading') ? await measureLoading(stage, say) : null;
  const firstSample = has('first-sample') ? await measureFirstSample(stage, say) : null;
  const memory = has('memory') ? await measureMemory(stage, threads, say) : null;
  const profile = has('profile') ? await measureProfile(stage, threads, PROFILE_MS, say) : [];

  const peakGflops = await peak.figures();
  return {
    machine: { ...machine, loadAfter: currentLoad() },
    peakGflops,
    training: training.map((row) => rate(row, peakGflops)),
    ...{ peers, writing, growth, copied, loading, firstSample, memory, profile },
  };
}

async function keep(report: Report, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
}
