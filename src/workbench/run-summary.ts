import { training } from '../messages/training.ts';
import { parameterTable } from '../engine/parameters.ts';
import type { RunIdentity } from '../formats/backup/manifest.ts';
import type { Checkpoint, RunState, RunSummary } from '../shared/run.ts';
import type { TextSummary } from '../shared/text.ts';

/** A run that is about to begin. */
export function newRun(
  text: TextSummary,
  { settings, network, origin }: Pick<RunSummary, 'settings' | 'network' | 'origin'>,
  now: number,
): RunSummary {
  return {
    ...(origin && { origin }),
    id: crypto.randomUUID(),
    name: text.name,
    createdAt: now,
    updatedAt: now,
    state: 'training',
    text: { name: text.name, hash: text.hash, characters: text.characters },
    settings,
    network,
    parameters: parameterTable(network).count,
    step: 0,
    totalSteps: 0,
    history: { training: [], validation: [] },
    sample: null,
    seconds: 0,
    checkpointBytes: 0,
    elsewhere: false,
    unsavedReason: null,
  };
}

/** A run that came in as a file. */
export function importedRun(checkpoint: Checkpoint, now: number): RunSummary {
  return restingRun(checkpoint, `${checkpoint.text.name} (imported)`, now);
}

/** A run that begins where a checkpoint of another, called `name`, stands. */
export function copiedRun(checkpoint: Checkpoint, name: string, now: number): RunSummary {
  // A copy of a copy tells the last step alone.
  const origin = name.replace(/ \(from step \d+\)$|（自第 \d+ 步）$/, '');
  return restingRun(checkpoint, training.copyName(origin, checkpoint.progress.step), now);
}

function restingRun(checkpoint: Checkpoint, name: string, now: number): RunSummary {
  const { network, settings, text, origin, progress, ngramNats, samples } = checkpoint;
  return {
    ...(origin && { origin }),
    ...(ngramNats === undefined ? {} : { ngramNats }),
    id: crypto.randomUUID(),
    name,
    createdAt: now,
    updatedAt: now,
    state: progress.step >= progress.totalSteps ? 'finished' : 'paused',
    text,
    settings,
    network,
    parameters: parameterTable(network).count,
    step: progress.step,
    totalSteps: progress.totalSteps,
    history: progress.history,
    sample: progress.sample,
    ...(samples && { samples }),
    seconds: progress.seconds,
    checkpointBytes: 0,
    elsewhere: false,
    unsavedReason: null,
  };
}

/** A run that comes back from a backup, as it stood at a checkpoint. */
export function restoredRun(identity: RunIdentity, checkpoint: Checkpoint): RunSummary {
  const { id, name, createdAt, updatedAt, state, ngramNats } = identity;
  const run = { ...restingRun(checkpoint, name, updatedAt), id, createdAt, ...(ngramNats && { ngramNats }) };
  // What it was resting as it still is, if it stands where it stood then.
  return { ...run, state: run.state === 'paused' && run.step === identity.step ? restingState(state) : run.state };
}

function restingState(state: RunState): RunState {
  return state === 'training' || state === 'finished' ? 'interrupted' : state;
}

/** A run that was training when its tab went away. */
export function withoutTab(run: RunSummary): RunSummary {
  return run.state === 'training' ? { ...run, state: 'interrupted' } : run;
}
