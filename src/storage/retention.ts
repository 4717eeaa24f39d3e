import type { CheckpointSummary, RunSummary } from '../shared/run.ts';

/** How many checkpoints of a run are kept in any case: the newest, and what to fall back on should it be damaged. */
export const CHECKPOINTS_KEPT = 3;

/** What decides whether a checkpoint stays. */
export interface Retained {
  readonly step: number;
  readonly validationNats: number | null;
  readonly pinned: boolean;
}

/** The last validation loss of a run, or null before the first, or when it is not a number. */
export function validationNatsOf(run: RunSummary): number | null {
  const nats = run.history.validation.at(-1)?.nats;
  return nats !== undefined && Number.isFinite(nats) ? nats : null;
}

/**
 * The one with the lowest validation loss; of several that share a measurement the first, which stands nearest to it.
 * Null when none was measured.
 * @param checkpoints in the order of their steps.
 */
export function bestOf<Each extends Retained>(checkpoints: readonly Each[]): Each | null {
  let best: Each | null = null;
  for (const each of checkpoints) {
    if (each.validationNats === null) continue;
    if (best === null || each.validationNats < (best.validationNats ?? Infinity)) best = each;
  }
  return best;
}

/**
 * Those that stay: the newest of the course, its best, and every pinned one. Checkpoints of later steps belong to a
 * course the run has left, and go unless they are pinned.
 * @param checkpoints in the order of their steps.
 * @param step where the run stands.
 * @param newest how many of the newest.
 */
export function retained<Each extends Retained>(
  checkpoints: readonly Each[],
  step: number,
  newest: number = CHECKPOINTS_KEPT,
): ReadonlySet<Each> {
  const course = checkpoints.filter((each) => each.step <= step);
  const best = bestOf(course);
  const pinned = checkpoints.filter((each) => each.pinned);
  return new Set([...course.slice(-newest), ...(best === null ? [] : [best]), ...pinned]);
}

/**
 * The newest first; those of a course the run has left come last.
 * @param checkpoints in the order of their steps.
 * @param step where the run stands.
 */
export function newestFirst<Each extends Pick<Retained, 'step'>>(checkpoints: readonly Each[], step: number): Each[] {
  const all = checkpoints.toReversed();
  return [...all.filter((each) => each.step <= step), ...all.filter((each) => each.step > step)];
}

/**
 * What to write with: the one with the lowest validation loss, or the newest where its loss is as low, for it has
 * learned longer. Null when none was measured.
 */
export function writerOf<Each extends Retained>(checkpoints: readonly Each[], step: number): Each | null {
  const best = bestOf(checkpoints);
  const newest = newestFirst(checkpoints, step).at(0);
  return newest !== undefined && newest.validationNats === best?.validationNats ? newest : best;
}

/** As the page hears of them, the newest first. */
export function summaries(
  checkpoints: readonly Omit<CheckpointSummary, 'best'>[],
  step: number,
): readonly CheckpointSummary[] {
  const writer = writerOf(checkpoints, step);
  return newestFirst(checkpoints, step).map((each) => ({
    step: each.step,
    savedAt: each.savedAt,
    byteLength: each.byteLength,
    validationNats: each.validationNats,
    pinned: each.pinned,
    inMemory: each.inMemory,
    best: each === writer,
  }));
}
