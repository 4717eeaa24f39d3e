/** What a store must hold after each verb: plain maps, and the same verbs done to the real one beside them. */
import { openDB } from 'idb';
import { expect } from 'vitest';
import type { RunSummary } from '../../../src/shared/run.ts';
import type { TextSummary } from '../../../src/shared/text.ts';
import type { StoredCheckpoint } from '../../../src/storage/schema.ts';
import type { Store } from '../../../src/storage/store.ts';
import { checkpointBytes, runSummary } from './samples.ts';
import { striking, type Strike } from './strike.ts';

export interface World {
  readonly name: string;
  store: Store;
}

interface ModelCheckpoint {
  readonly step: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly damaged: boolean;
  /** The loss on unseen text when it was saved, or null. */
  readonly nats: number | null;
  readonly pinned: boolean;
}

interface ModelRun {
  readonly summary: RunSummary;
  /** All that are kept, by step: the last three of the course, its best, and the pinned ones. */
  readonly checkpoints: readonly ModelCheckpoint[];
}

/** Where a save stands, and what it is told of the run. */
export interface ModelSave {
  readonly id: string;
  /** How far beyond the run's step, or behind it: back on its course. */
  readonly ahead: number;
  /** Of the text. */
  readonly hash: string;
  readonly nats: number | null;
}

const KEPT = 3;

export class ModelStore {
  readonly #runs = new Map<string, ModelRun>();
  readonly #texts = new Map<string, { summary: TextSummary; content: string }>();
  #saves = 0;

  async save(world: World, save: ModelSave, strike?: Strike): Promise<void> {
    const { summary, bytes } = this.#next(save);
    const saved = await striking(strike, () => world.store.save(summary, bytes));
    if (saved) this.#saved(summary, bytes);
  }

  async saveTwo(world: World, one: ModelSave, other: ModelSave, strike: Strike): Promise<void> {
    const saves = [one, other].map((save) => this.#next(save));
    const outcomes: boolean[] = [];
    await striking(strike, async () => {
      const results = await Promise.allSettled(saves.map(({ summary, bytes }) => world.store.save(summary, bytes)));
      outcomes.push(...results.map(({ status }) => status === 'fulfilled'));
    });
    // Of two saves of the same run the later one counts, and they are carried out in the order they were asked for.
    saves.forEach(({ summary, bytes }, index) => {
      if (outcomes[index]) this.#saved(summary, bytes);
    });
  }

  async rename(world: World, id: string, name: string, strike?: Strike): Promise<void> {
    const known = this.#runs.get(id);
    const renaming = (): Promise<RunSummary> => world.store.updateRun(id, (run) => ({ ...run, name }));
    if (known === undefined) {
      await expect(renaming()).rejects.toMatchObject({ name: 'StateError' });
      return;
    }
    const renamed = await striking(strike, renaming);
    if (renamed) this.#runs.set(id, { ...known, summary: { ...known.summary, name } });
  }

  async remove(world: World, id: string, strike?: Strike): Promise<void> {
    if (await striking(strike, () => world.store.removeRun(id))) this.#runs.delete(id);
  }

  /** Pins or unpins the checkpoint of a step, chosen by a number: of those that are kept, or one that is not there. */
  async pin(world: World, id: string, choice: number, pinned: boolean, strike?: Strike): Promise<void> {
    const known = this.#runs.get(id);
    const chosen = known?.checkpoints[choice % (known.checkpoints.length + 1)];
    const pinning = (): Promise<void> => world.store.pin(id, chosen?.step ?? 1_000_000, pinned);
    if (known === undefined || chosen === undefined) {
      await expect(pinning()).rejects.toMatchObject({ name: 'StateError' });
      return;
    }
    if (!(await striking(strike, pinning))) return;
    const checkpoints = known.checkpoints.map((each) => (each === chosen ? { ...each, pinned } : each));
    this.#runs.set(id, { ...known, checkpoints });
  }

  async putText(world: World, summary: TextSummary, content: string, strike?: Strike): Promise<void> {
    // Ids of different texts differ, as those of real texts do.
    const unique = { ...summary, id: `${summary.hash}-${summary.id}` };
    const id = this.#texts.get(summary.hash)?.summary.id ?? unique.id;
    const put = await striking(strike, () => world.store.putText(unique, new Blob([content])));
    if (put) this.#texts.set(summary.hash, { summary: { ...unique, id }, content });
  }

  async removeText(world: World, hash: string): Promise<void> {
    const known = this.#texts.get(hash);
    const removing = world.store.removeText(known?.summary.id ?? 'unknown');
    const isUsed = known !== undefined && [...this.#runs.values()].some(({ summary }) => summary.text.hash === hash);
    if (isUsed) {
      await expect(removing).rejects.toMatchObject({ name: 'StateError' });
      return;
    }
    await removing;
    this.#texts.delete(hash);
  }

  /** Flips a bit of each of the newest checkpoints that are whole, as long as one is left. */
  async damageNewest(world: World, id: string, count: number): Promise<void> {
    const known = this.#runs.get(id);
    if (known === undefined) return;
    const whole = known.checkpoints.filter(({ damaged, step }) => !damaged && step <= known.summary.step);
    const struck = whole.slice(1).slice(-count);
    const database = await openDB(world.name);
    for (const { step, bytes } of struck) {
      const record = (await database.get('checkpoints', [id, step])) as StoredCheckpoint;
      const flipped = bytes.slice();
      flipped[step % bytes.length] ^= 4;
      await database.put('checkpoints', { ...record, bytes: new Blob([flipped]) });
    }
    database.close();
    const checkpoints = known.checkpoints.map((each) => (struck.includes(each) ? { ...each, damaged: true } : each));
    this.#runs.set(id, { ...known, checkpoints });
  }

  /** Everything the store tells is what it was told. */
  async compare(store: Store): Promise<void> {
    const runs = await store.runs();
    expect(runs.map(({ id }) => id).sort()).toEqual([...this.#runs.keys()].sort());
    for (const [id, { summary, checkpoints }] of this.#runs) {
      expect(runs.find((run) => run.id === id)).toMatchObject(summary);
      expect(await store.run(id)).toMatchObject(summary);
      const listed = await store.checkpoints(id);
      expect(listed.toSorted((one, other) => one.step - other.step)).toMatchObject(
        checkpoints.map(({ step, nats, pinned }) => ({ step, validationNats: nats, pinned })),
      );
      const isCourse = ({ step }: ModelCheckpoint): boolean => step <= summary.step;
      const newest = checkpoints.findLast((each) => isCourse(each) && !each.damaged);
      expect(await store.newestCheckpoint(id)).toEqual(newest?.bytes);
      const best = writtenWith(checkpoints, checkpoints.findLast(isCourse));
      expect(listed.find((each) => each.best)?.step).toBe(best?.step);
      expect(await store.bestCheckpoint(id)).toEqual((best?.damaged === false ? best : newest)?.bytes);
    }
    const texts = await store.texts();
    expect(texts.map(({ hash }) => hash).sort()).toEqual([...this.#texts.keys()].sort());
    for (const [hash, { summary, content }] of this.#texts) {
      const found = await store.textByHash(hash);
      expect(found?.summary).toEqual(summary);
      expect(await found?.content.text()).toBe(content);
    }
  }

  #next({ id, ahead, hash, nats }: ModelSave): { summary: RunSummary; bytes: Uint8Array<ArrayBuffer> } {
    const save = (this.#saves += 1);
    const step = Math.max(1, (this.#runs.get(id)?.summary.step ?? 0) + ahead);
    const text = { name: 'Diary', hash, characters: 10 };
    const history = { training: [], validation: nats === null ? [] : [{ step, nats }] };
    const summary = runSummary({ id, step, text, history, updatedAt: save });
    return { summary, bytes: checkpointBytes(save, 100 + save) };
  }

  #saved(summary: RunSummary, bytes: Uint8Array<ArrayBuffer>): void {
    const { id, step } = summary;
    const before = this.#runs.get(id)?.checkpoints ?? [];
    const pinned = before.some((each) => each.step === step && each.pinned);
    const added = { step, bytes, damaged: false, nats: summary.history.validation.at(0)?.nats ?? null, pinned };
    const all = [...before.filter((each) => each.step !== step), added].sort((one, other) => one.step - other.step);
    const course = all.filter((each) => each.step <= step);
    const stays = (each: ModelCheckpoint): boolean =>
      each.pinned || course.slice(-KEPT).includes(each) || each === lowest(course);
    const checkpoints = all.filter(stays);
    this.#runs.set(id, { summary: { ...summary, checkpointBytes: bytes.byteLength }, checkpoints });
  }
}

/** The first of those with the lowest loss. */
function lowest(checkpoints: readonly ModelCheckpoint[]): ModelCheckpoint | undefined {
  const losses = checkpoints.flatMap(({ nats }) => (nats === null ? [] : [nats]));
  return checkpoints.find(({ nats }) => nats !== null && nats === Math.min(...losses));
}

/** What to write with, damaged or not: the best, but the newest where its loss is as low. */
function writtenWith(
  checkpoints: readonly ModelCheckpoint[],
  newest: ModelCheckpoint | undefined,
): ModelCheckpoint | undefined {
  const best = lowest(checkpoints);
  return best !== undefined && newest?.nats === best.nats ? newest : best;
}
