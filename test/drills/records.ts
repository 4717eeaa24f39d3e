/** What the long run found, kept in docs/reliability.json: of each drill and each day the last outcome. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';

export const RELIABILITY = join(import.meta.dirname, '../../docs/reliability.json');

export interface DrillRecord {
  readonly name: string;
  /** How often it was done. */
  readonly count: number;
  readonly passed: number;
  /** The highest of what was measured, in `unit`; null where nothing is. */
  readonly worst: number | null;
  readonly unit: string | null;
  /** How long all of it took. */
  readonly seconds: number;
}

export interface DatedRecord extends DrillRecord {
  /** As 2026-11-23. */
  readonly date: string;
  readonly machine: string;
  /** Programs that wanted to run in the last minute of it, on average. */
  readonly load: number;
}

export function readRecords(file: string): DatedRecord[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DatedRecord[]) : [];
}

/** Adds an outcome of today to the file; an earlier one of the same drill and day makes way. */
export function record(file: string, outcome: DrillRecord): void {
  const date = new Date().toISOString().slice(0, 10);
  const dated = { ...outcome, date, machine: machine(), load: Number(loadavg()[0].toFixed(1)) };
  const text = `${JSON.stringify(merged(readRecords(file), dated), null, 2)}\n`;
  // Written beside it and put in its place: a run that is broken off leaves no half of a file.
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

/** The records with one more, in the order of names and days. */
export function merged(records: readonly DatedRecord[], added: DatedRecord): DatedRecord[] {
  const others = records.filter(({ name, date }) => name !== added.name || date !== added.date);
  const key = ({ name, date }: DatedRecord): string => `${name} ${date}`;
  return [...others, added].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

/** What it is done on, in one line. */
function machine(): string {
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  const parts = [`${cpus()[0].model.trim()}, ${availableParallelism()} threads`, memory, `${type()} ${release()}`];
  return [...parts, ...browser(), `Node ${process.versions.node}`].join('; ');
}

/** The version of the browser the tests run in, where it is known. */
function browser(): string[] {
  const executable = process.env.UNROLL_CHROMIUM;
  return executable ? [execFileSync(executable, ['--version'], { encoding: 'utf8' }).trim().split(' built ')[0]] : [];
}
