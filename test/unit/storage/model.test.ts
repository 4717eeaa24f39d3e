import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { deleteDB } from 'idb';
import { it } from 'vitest';
import { SOAK, times } from '../../drills/counts.ts';
import { drill } from '../../drills/drill.ts';
import { ModelStore, type ModelSave, type World } from './model-store.ts';
import { Store } from '../../../src/storage/store.ts';
import { textSummary } from './samples.ts';

const RUNS = times('store-model');
const RUN_IDS = ['run-1', 'run-2'];
const HASHES = ['aa', 'bb', 'cc'];

type Command = fc.AsyncCommand<ModelStore, World>;

function command(title: string, run: (model: ModelStore, world: World) => Promise<void>): Command {
  return {
    check: () => true,
    async run(model, world) {
      await run(model, world);
      await model.compare(world.store);
    },
    toString: () => title,
  };
}

const runId = fc.constantFrom(...RUN_IDS);
const hash = fc.constantFrom(...HASHES);
/** Mostly on its course, now and then back. */
const ahead = fc.integer({ min: -2, max: 6 });
/** At which write of the transaction the browser breaks it off, and how. */
const strike = fc.record({
  call: fc.integer({ min: 1, max: 4 }),
  how: fc.constantFrom('throws', 'aborts', 'aborts after' as const),
});

/** Few losses, so that some are alike; most saves have one. */
const nats = fc.constantFrom(null, 3, 2.5, 2, 1.5);
const save = fc.record({ id: runId, ahead, hash, nats });

function told({ id, ahead: at, hash: text, nats: loss }: ModelSave): string {
  return `save ${id} ${at} ahead (${text}, ${loss ?? 'no'} nats)`;
}

const SAVE: fc.Arbitrary<Command> = save.map((each) => command(told(each), (model, world) => model.save(world, each)));

const COMMANDS: readonly fc.Arbitrary<Command>[] = [
  // Most often saves, so that courses grow long enough to be pruned.
  ...Array<fc.Arbitrary<Command>>(6).fill(SAVE),
  fc
    .tuple(save, strike)
    .map(([each, blow]) =>
      command(`${told(each)}, which ${blow.how} at write ${blow.call}`, (model, world) =>
        model.save(world, each, blow),
      ),
    ),
  fc
    .tuple(save, save, strike)
    .map(([one, other, blow]) =>
      command(`${told(one)} and ${told(other)} at once, one ${blow.how} at ${blow.call}`, (model, world) =>
        model.saveTwo(world, one, other, blow),
      ),
    ),
  fc
    .tuple(runId, fc.nat(9), fc.boolean())
    .map(([id, choice, pinned]) =>
      command(`${pinned ? 'pin' : 'unpin'} checkpoint ${choice} of ${id}`, (model, world) =>
        model.pin(world, id, choice, pinned),
      ),
    ),
  fc
    .tuple(runId, fc.nat(9), strike)
    .map(([id, choice, blow]) =>
      command(`pin checkpoint ${choice} of ${id}, which ${blow.how}`, (model, world) =>
        model.pin(world, id, choice, true, { ...blow, call: 1 }),
      ),
    ),
  fc
    .tuple(runId, fc.string({ minLength: 1, maxLength: 8 }))
    .map(([id, name]) => command(`rename ${id} to ${name}`, (model, world) => model.rename(world, id, name))),
  fc
    .tuple(runId, strike)
    .map(([id, blow]) =>
      command(`rename ${id}, which ${blow.how}`, (model, world) =>
        model.rename(world, id, 'struck', { ...blow, call: 1 }),
      ),
    ),
  runId.map((id) => command(`remove ${id}`, (model, world) => model.remove(world, id))),
  fc
    .tuple(runId, strike)
    .map(([id, blow]) =>
      command(`remove ${id}, which ${blow.how} at write ${blow.call}`, (model, world) => model.remove(world, id, blow)),
    ),
  fc
    .tuple(hash, fc.string({ maxLength: 20 }))
    .map(([of, content]) =>
      command(`put text ${of}`, (model, world) =>
        model.putText(world, textSummary({ id: content, hash: of }), content),
      ),
    ),
  fc
    .tuple(hash, strike)
    .map(([of, blow]) =>
      command(`put text ${of}, which ${blow.how} at write ${blow.call}`, (model, world) =>
        model.putText(world, textSummary({ id: `id-${of}`, hash: of }), 'struck', blow),
      ),
    ),
  hash.map((of) => command(`remove text ${of}`, (model, world) => model.removeText(world, of))),
  fc
    .tuple(runId, fc.integer({ min: 1, max: 3 }))
    .map(([id, damaged]) =>
      command(`damage the newest ${damaged} of ${id}`, (model, world) => model.damageNewest(world, id, damaged)),
    ),
  fc.constant(
    command('reopen', async (_model, world) => {
      world.store.close();
      world.store = await Store.open(world.name);
    }),
  ),
];

let count = 0;

it(
  `${RUNS} random sequences of saves, pins, renames, removals, texts, damages and reopenings, with writes broken off, end as a model says after every command`,
  () =>
    drill('store-model', async (passed) => {
      await fc.assert(
        fc.asyncProperty(fc.commands([...COMMANDS], { maxCommands: 30, size: 'max' }), async (commands) => {
          const name = `model-${(count += 1)}`;
          const world = { name, store: await Store.open(name) };
          try {
            await fc.asyncModelRun(() => ({ model: new ModelStore(), real: world }), commands);
          } finally {
            world.store.close();
            await deleteDB(name);
          }
          passed();
        }),
        { numRuns: RUNS, ...(SOAK ? {} : { seed: 4 }) },
      );
    }),
  3_600_000,
);
