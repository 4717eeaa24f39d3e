/** The training worker as the page sees it: one type, implemented by the worker, wrapped by the client. */
import type { BackupReport, RestoreReport } from './backup.ts';
import type { Baseline, Judgement } from './judgement.ts';
import type { LabelsReport } from './labelled.ts';
import type { Task } from './network.ts';
import type { PageKeeping } from './kept-page.ts';
import type { PassageKeeping } from './kept-passage.ts';
import type { CheckpointSummary, Estimate, ProgressReport, RunSummary } from './run.ts';
import type { FittedPresets } from './presets.ts';
import type { Settings } from './settings.ts';
import type { StorageState } from './storage-state.ts';
import type { TabNews, WatchNews } from './tabs.ts';
import type { TextInput, TextSummary } from './text.ts';

export interface DeviceReport {
  readonly kernels: string;
  readonly threads: number;
  /** The most that may be asked for: 1 where memory cannot be shared between threads. */
  readonly maximumThreads: number;
  readonly crossOriginIsolated: boolean;
}

/** The whole library into one file, and back. */
export interface CopyingWorker {
  /**
   * Writes all texts, kept passages and runs into one file: `target`, or a Blob where it is null. A run that trains is in it as it was
   * saved last. `report` hears the share done, 0 to 1. Null when it was stopped: `target` is then as it was.
   */
  backUp(target: FileSystemFileHandle | null, report: (share: number) => void): Promise<BackupReport | null>;
  /**
   * Brings in what of a backup is not here yet; nothing that is here is overwritten. Throws FormatError and changes
   * nothing when the file is no whole backup or of a newer version, StorageError when there is no room for it.
   */
  restore(file: Blob, report: (share: number) => void): Promise<RestoreReport>;
  /** Ends a backup, or a restore after what it is at. */
  stopCopying(): Promise<void>;
}

/** One run into a file, and back. `report` hears the share done, 0 to 1. */
export interface CarryingWorker {
  /** The checkpoint of a step, or the newest state: what to go on from. */
  exportSafetensors(runId: string, step?: number | null, report?: (share: number) => void): Promise<Blob>;
  /** The network at the checkpoint of a step, or at the best: what to write with. */
  exportOnnx(runId: string, step?: number | null, report?: (share: number) => void): Promise<Blob>;
  /** A web page that writes by itself with the network at the checkpoint of a step, or at the best. Throws InputError when it cannot be one. */
  exportBooklet(runId: string, step?: number | null, report?: (share: number) => void): Promise<Blob>;
  /** Brings a run back from its safetensors file. Throws FormatError and changes nothing when the file is not one. */
  importSafetensors(file: Blob, report?: (share: number) => void): Promise<RunSummary>;
  /** Ends all that is on its way out or in: it throws StateError, and nothing is changed. */
  stopCarrying(): Promise<void>;
}

/** What is stored may fail; the page is told, and may ask for a new beginning. */
export interface StorageWorker {
  /** `report` hears how it stands with what is stored, now and whenever that changes. */
  watchStorage(report: (state: StorageState) => void): Promise<void>;
  /** Deletes all that is stored, and stores anew what is in memory. Throws StorageError when the browser refuses. */
  startAnew(): Promise<void>;
}

export interface TrainingWorker extends CopyingWorker, CarryingWorker, StorageWorker, PassageKeeping, PageKeeping {
  device(): Promise<DeviceReport>;
  /** From the next run on, computes with so many threads, or with as many as are sensible here. Any number computes the same network. */
  useThreads(threads: number | null): Promise<DeviceReport>;
  /** From now on, trains half of the time and rests the other half, so that the device stays cool; or trains all of it again. Any way computes the same network. */
  beGentle(gentle: boolean): Promise<void>;

  /** Reads, checks and stores a text. `report` hears the share done, 0 to 1. Throws InputError and changes nothing when it cannot be used. */
  readText(input: TextInput, report: (share: number) => void): Promise<TextSummary>;
  /** Ends the reading of texts that is under way: it throws StateError, and nothing is changed. */
  stopReading(): Promise<void>;
  texts(): Promise<TextSummary[]>;
  /** The folded text with this hash, in UTF-8; null when it is not kept here. */
  textContent(hash: string): Promise<Blob | null>;

  /**
   * What each preset comes to for a text on this device, for a new network or for that of a run of the library, `from`.
   * Throws InputError when its lines are to be classified, and it has no labelled ones.
   */
  fit(textId: string, from?: string | null, task?: Task['kind']): Promise<FittedPresets>;
  /** What a text is as labelled lines, or why it is none. */
  labels(textId: string): Promise<LabelsReport>;
  /** What a run would cost. Throws InputError for settings out of range, DeviceError when it cannot fit. */
  estimate(textId: string, settings: Settings, from?: string | null): Promise<Estimate>;
  /**
   * Begins a new run and returns as soon as it trains; `report` hears its progress until it ends. With `from`, a run of
   * the library, it begins with the best that one has learned, in its shape. Throws StateError while another run trains.
   */
  start(
    textId: string,
    settings: Settings,
    report: (progress: ProgressReport) => void,
    from?: string | null,
  ): Promise<RunSummary>;
  /**
   * Begins a run that learns to fill in from the same text as another, with as many parameters, and reads forward only: what
   * reading both ways is compared with. Throws StateError when that text is not on this device, or while a run trains.
   */
  startTwin(runId: string, report: (progress: ProgressReport) => void): Promise<RunSummary>;
  /** Goes on with a run of the library from its last checkpoint. */
  resume(runId: string, report: (progress: ProgressReport) => void): Promise<RunSummary>;
  /**
   * Goes on here with a run that another tab has, from the very step it stands at: that tab saves it and lets go. With
   * `steal` it is not asked, and what it has not saved is lost. Null when it has not let go in time; throws StateError
   * when it says that it cannot.
   */
  takeOver(runId: string, report: (progress: ProgressReport) => void, steal: boolean): Promise<RunSummary | null>;
  /** Hears all of a run that another tab has. Resolves when that tab lets go of it or is gone, or another is watched. */
  watch(runId: string, hear: (news: WatchNews) => void): Promise<void>;
  unwatch(): Promise<void>;
  /** From now on, hears what other tabs do. */
  listen(hear: (news: TabNews) => void): Promise<void>;
  /** Saves, then rests. The run can be resumed. */
  pause(): Promise<RunSummary>;
  /** Saves and ends the run early. It can be written with, and resumed. */
  stop(): Promise<RunSummary>;
  /**
   * Saves now what trains, and tries again to open the storage and to store what could not be: for a page that may soon
   * be frozen or gone, and for a person who asks for it. Never throws because of the store: how it went is in the reports
   * and in `unsavedReason`.
   */
  checkpoint(): Promise<void>;
  /** Changes what may change while a run trains. */
  change(changes: { readonly learningRate?: number; readonly sampleTemperature?: number }): Promise<void>;

  /**
   * What n-grams of orders 1, 2 … reach on the text that a run holds out, in nats per character, as soon as it is known; null
   * when it never will be.
   */
  ngramNats(runId: string): Promise<readonly number[] | null>;

  /** What counting alone reaches on what a run that fills in or classifies is tested on, as soon as it is known; else null. */
  baseline(runId: string): Promise<Baseline | null>;
  /**
   * How good the best state of a run is at its task; null where it writes on. Throws StateError while a run trains, or when
   * the text of the run is not on this device.
   */
  judge(runId: string): Promise<Judgement | null>;

  runs(): Promise<RunSummary[]>;
  rename(runId: string, name: string): Promise<RunSummary>;
  remove(runId: string): Promise<void>;
  /** The checkpoints that are kept of a run, the newest first. */
  checkpoints(runId: string): Promise<readonly CheckpointSummary[]>;
  /** Keeps a checkpoint until it is unpinned. Throws StateError when it is not kept any more. */
  pin(runId: string, step: number, pinned: boolean): Promise<void>;
  /** Saves what trains as it stands, pins it, and returns its step. */
  keep(): Promise<number>;
  /** Makes a new run that stands at a checkpoint of another, to go on from there; that other stays as it is. */
  copy(runId: string, step: number): Promise<RunSummary>;
}
