/** A training worker that answers from a script: the state classes are tested without threads. */
import type { ProgressReport, RunState, RunSummary } from '../../../src/shared/run.ts';
import { DEFAULT_SETTINGS, networkFor } from '../../../src/shared/settings.ts';
import type { TextSummary } from '../../../src/shared/text.ts';
import type { TrainingWorker } from '../../../src/shared/training-worker.ts';

export function runSummary(changes: Partial<RunSummary> = {}): RunSummary {
  return {
    id: 'run-1',
    name: 'Moby-Dick',
    createdAt: 1,
    updatedAt: 1,
    state: 'training',
    text: { name: 'Moby-Dick', hash: 'ab', characters: 1000 },
    settings: DEFAULT_SETTINGS,
    network: networkFor(DEFAULT_SETTINGS, 83),
    parameters: 1000,
    step: 0,
    totalSteps: 100,
    history: { training: [], validation: [] },
    sample: null,
    seconds: 0,
    checkpointBytes: 0,
    elsewhere: false,
    unsavedReason: null,
    ...changes,
  };
}

export function progress(state: RunState, changes: Partial<ProgressReport> = {}): ProgressReport {
  return {
    runId: 'run-1',
    state,
    step: 1,
    totalSteps: 100,
    pass: 1,
    passes: 10,
    charactersPerSecond: 1000,
    seconds: 1,
    secondsLeft: 10,
    learningRate: 0.004,
    newTraining: [],
    newValidation: [],
    newSample: null,
    newAnswers: null,
    signs: { best: null, advice: null, setback: null },
    savedAt: null,
    saveProblem: null,
    problem: null,
    ...changes,
  };
}

export function textSummary(changes: Partial<TextSummary> = {}): TextSummary {
  return {
    id: 'text-1',
    name: 'diary.txt',
    source: 'files',
    bytes: 1000,
    characters: 1000,
    distinct: 40,
    encoding: 'UTF-8',
    beginning: 'Dear diary',
    notes: [],
    hash: 'ab',
    createdAt: 1,
    ...changes,
  };
}

/** A worker on which only the given verbs work; any other fails the test that calls it. */
export function workerWith(verbs: Partial<TrainingWorker>): TrainingWorker {
  const unexpected = (name: string) => () => Promise.reject(new Error(`The test did not expect a call of ${name}.`));
  return {
    watchStorage: unexpected('watchStorage'),
    startAnew: unexpected('startAnew'),
    passages: unexpected('passages'),
    keepPassage: unexpected('keepPassage'),
    removePassage: unexpected('removePassage'),
    page: unexpected('page'),
    keepPage: unexpected('keepPage'),
    device: unexpected('device'),
    beGentle: () => Promise.resolve(),
    useThreads: unexpected('useThreads'),
    readText: unexpected('readText'),
    stopReading: unexpected('stopReading'),
    texts: unexpected('texts'),
    fit: unexpected('fit'),
    labels: unexpected('labels'),
    textContent: unexpected('textContent'),
    estimate: unexpected('estimate'),
    start: unexpected('start'),
    startTwin: unexpected('startTwin'),
    resume: unexpected('resume'),
    takeOver: unexpected('takeOver'),
    watch: unexpected('watch'),
    unwatch: unexpected('unwatch'),
    listen: unexpected('listen'),
    pause: unexpected('pause'),
    stop: unexpected('stop'),
    checkpoint: unexpected('checkpoint'),
    change: unexpected('change'),
    ngramNats: () => Promise.resolve(null),
    baseline: () => Promise.resolve(null),
    judge: unexpected('judge'),
    runs: unexpected('runs'),
    rename: unexpected('rename'),
    remove: unexpected('remove'),
    checkpoints: unexpected('checkpoints'),
    pin: unexpected('pin'),
    keep: unexpected('keep'),
    copy: unexpected('copy'),
    exportSafetensors: unexpected('exportSafetensors'),
    exportOnnx: unexpected('exportOnnx'),
    exportBooklet: unexpected('exportBooklet'),
    importSafetensors: unexpected('importSafetensors'),
    stopCarrying: unexpected('stopCarrying'),
    backUp: unexpected('backUp'),
    restore: unexpected('restore'),
    stopCopying: unexpected('stopCopying'),
    ...verbs,
  };
}
