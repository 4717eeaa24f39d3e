/** A bench as a tab has it, and what is heard and read of its runs. */
import { openDB } from 'idb';
import { vi } from 'vitest';
import { REFERENCE_KERNELS } from '../../../src/engine/kernels/reference/set.ts';
import { decodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import type { KeptPassage, PassageShelf } from '../../../src/shared/kept-passage.ts';
import type { Checkpoint, ProgressReport } from '../../../src/shared/run.ts';
import type { Settings } from '../../../src/shared/settings.ts';
import type { TextSummary } from '../../../src/shared/text.ts';
import { CAREFREE, MemoryStore, type Keeping } from '../../../src/storage/memory-store.ts';
import { Connection } from '../../../src/storage/connection.ts';
import { SCHEMA_VERSION } from '../../../src/storage/schema.ts';
import { SteadyStore } from '../../../src/storage/steady-store.ts';
import { baselineHere } from '../../../src/workbench/baseline.ts';
import { readDocumentHere } from '../../../src/text/document.ts';
import { soloMachine } from '../../../src/workbench/machine.ts';
import { countHere, type NgramCounting } from '../../../src/workbench/ngram-baseline.ts';
import { Workbench } from '../../../src/workbench/workbench.ts';
import { tinySettings } from '../training/support.ts';
import { SharedBrowser, type Tab } from './shared-browser.ts';

/**
 * The real channel, that gives others their turn: Node delivers up to a thousand messages of a port before anything else,
 * storage too, may happen; a browser one.
 */
class TurnTakingChannel extends MessageChannel {
  constructor() {
    super();
    const { port2 } = this;
    const post = port2.postMessage.bind(port2);
    port2.postMessage = (message: unknown) => void setImmediate(() => post(message));
  }
}
vi.stubGlobal('MessageChannel', TurnTakingChannel);

/** 173 steps a pass of 4 lanes of 8. */
export const TEXT = 'The cat sat.\nA dog ran on.\n'.repeat(228);

/** What the reference kernels do in a second, in units of `costPerSymbol`: measuring it takes them many. */
const KNOWN_SPEED = 1e9;

/** How long a tab waits for another to let go: long enough for a busy machine. */
const PATIENCE_MS = 5000;

/** A network that is never finished while a test lasts. */
export function endless(changes: Partial<Settings> = {}): Settings {
  return tinySettings({ passes: 10_000, learningRate: 0.002, ...changes });
}

export interface TabOptions {
  readonly store?: Keeping;
  readonly tab?: Tab;
  /** What the clock moves on each time it is read: saves come the sooner. */
  readonly tickMs?: number;
  readonly shelf?: PassageShelf;
  readonly spaceLeft?: () => Promise<number | null>;
  readonly countNgrams?: NgramCounting;
}

/** Kept passages, in memory. */
export class MemoryShelf implements PassageShelf {
  list: readonly KeptPassage[];

  constructor(...passages: readonly KeptPassage[]) {
    this.list = passages;
  }

  passages(): Promise<readonly KeptPassage[]> {
    return Promise.resolve(this.list);
  }

  bring(passages: readonly KeptPassage[]): Promise<void> {
    const isHere = (id: string): boolean => this.list.some((each) => each.id === id);
    this.list = [...this.list, ...passages.filter(({ id }) => !isHere(id))];
    return Promise.resolve();
  }
}

/** A store whose database belongs to a newer version of the app: nothing can be stored in it. */
export async function unopenable(): Promise<SteadyStore> {
  const name = `unopenable-${crypto.randomUUID()}`;
  const newer = await openDB(name, SCHEMA_VERSION + 1);
  newer.close();
  return new SteadyStore(new Connection(name));
}

/** A tab's bench, with one thread of the reference kernels. */
export function openTab(options: TabOptions = {}): Workbench {
  const { store = new MemoryStore(), tab = new SharedBrowser().open(), tickMs = 15 } = options;
  const { shelf = new MemoryShelf() } = options;
  const { spaceLeft = () => Promise.resolve(null), countNgrams = countHere } = options;
  let time = 0;
  const bench = new Workbench({
    machine: () => soloMachine(REFERENCE_KERNELS),
    maximumThreads: 1,
    isolated: false,
    store,
    storage: store instanceof SteadyStore ? store : CAREFREE,
    shelf,
    now: () => (time += tickMs),
    countNgrams,
    countBaseline: baselineHere,
    measureSpeed: () => Promise.resolve(KNOWN_SPEED),
    fetchSample: () => Promise.reject(new Error('No samples are bundled with a test.')),
    readDocument: readDocumentHere,
    locks: tab.locks,
    channel: tab,
    patienceMs: PATIENCE_MS,
    spaceLeft,
  });
  tabs.push(bench);
  return bench;
}

const tabs: Workbench[] = [];

/** Ends what still trains, so that a test that failed does not slow down the next. */
export function closeTabs(): void {
  for (const bench of tabs.splice(0)) bench.stop().catch(() => undefined);
}

export function paste(bench: Workbench, text = TEXT): Promise<TextSummary> {
  return bench.readText({ kind: 'paste', text }, () => undefined);
}

/** Hears a run's reports, and waits for what they will say. */
export class Watch {
  readonly reports: ProgressReport[] = [];
  #waiting: {
    readonly fits: (report: ProgressReport) => boolean;
    readonly resolve: (report: ProgressReport) => void;
  }[] = [];

  readonly report = (report: ProgressReport): void => {
    this.reports.push(report);
    const met = this.#waiting.filter(({ fits }) => fits(report));
    this.#waiting = this.#waiting.filter((wait) => !met.includes(wait));
    for (const { resolve } of met) resolve(report);
  };

  until(fits: (report: ProgressReport) => boolean): Promise<ProgressReport> {
    const known = this.reports.find(fits);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve) => this.#waiting.push({ fits, resolve }));
  }

  reaches(step: number): Promise<ProgressReport> {
    return this.until((report) => report.step >= step);
  }

  /** The run has ended, in whatever state, and the bench has turned to the next message, as it has for a page that heard. */
  async ended(): Promise<ProgressReport> {
    const report = await this.until(({ state }) => state !== 'training');
    await new Promise((resolve) => setImmediate(resolve));
    return report;
  }
}

export async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer());
}

export async function checkpointOf(bench: Workbench, runId: string): Promise<Checkpoint> {
  return decodeCheckpoint(await bytesOf(await bench.carrying.exportSafetensors(runId)));
}

/** What the library holds, to see that nothing of it changed. Who claimed a run last is no part of it. */
export async function libraryOf(bench: Workbench): Promise<unknown> {
  const runs = (await bench.runs()).map((run) => ({ ...run, writer: undefined }));
  return { runs, texts: await bench.texts() };
}
