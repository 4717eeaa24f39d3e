/** Libraries that go through a file, for the tests of backups. */
import type { RestoreReport } from '../../../src/shared/backup.ts';
import type { RunSummary } from '../../../src/shared/run.ts';
import { Store } from '../../../src/storage/store.ts';
import type { Workbench } from '../../../src/workbench/workbench.ts';
import { endless, openTab, paste, Watch } from './support.ts';

let count = 0;

/** A store of its own, and its name. */
export async function freshStore(): Promise<{ name: string; store: Store }> {
  const name = `backup-${(count += 1)}`;
  return { name, store: await Store.open(name) };
}

export const quiet = (): void => undefined;

export async function backUp(from: Workbench): Promise<Blob> {
  const report = await from.copying.backUp(null, quiet);
  return report!.file!;
}

export async function otherDevice(): Promise<{ bench: Workbench; store: Store }> {
  const { store } = await freshStore();
  return { store, bench: openTab({ store }) };
}

/** Trains some steps and pauses. */
export async function train(
  on: Workbench,
  begin: (watch: Watch) => Promise<RunSummary>,
  steps: number,
): Promise<RunSummary> {
  const watch = new Watch();
  const { step } = await begin(watch);
  await watch.reaches(step + steps);
  return on.pause();
}

export async function newRun(on: Workbench, seed = 1): Promise<RunSummary> {
  const { id } = await paste(on);
  return train(on, (watch) => on.start(id, endless({ seed }), watch.report), 20);
}

export const goOn = (on: Workbench, id: string): Promise<RunSummary> =>
  train(on, (watch) => on.resume(id, watch.report), 20);

/** Everything of a library that must be the same after it went through a file; ids of texts are each device's own. */
export async function contentOf(on: Workbench, from: Store): Promise<unknown> {
  const texts = await on.texts();
  const runs = await on.runs();
  const checkpoints = runs.map(async ({ id }) => {
    const kept = await from.checkpoints(id);
    return Promise.all(kept.map(async (each) => ({ ...each, bytes: await from.checkpoint(id, each.step) })));
  });
  return {
    texts: await Promise.all(
      texts.map(async ({ id, ...rest }) => ({ ...rest, content: await (await from.text(id))!.content.text() })),
    ),
    // Who wrote it last is each browser's own.
    runs: runs.map((run) => ({ ...run, writer: undefined })),
    checkpoints: await Promise.all(checkpoints),
  };
}

export const came = (runs: number, texts: number, others: Partial<RestoreReport> = {}): RestoreReport => ({
  runs: { came: runs, here: 0 },
  texts: { came: texts, here: 0 },
  passages: { came: 0, here: 0 },
  copies: 0,
  leftOut: [],
  problem: null,
  stopped: false,
  ...others,
});
