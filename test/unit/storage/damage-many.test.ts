import 'fake-indexeddb/auto';
import { openDB, type IDBPDatabase } from 'idb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import type { StoredCheckpoint } from '../../../src/storage/schema.ts';
import { Store } from '../../../src/storage/store.ts';
import { randomIntegers, times } from '../../drills/counts.ts';
import { drill } from '../../drills/drill.ts';
import { checkpointOf } from '../formats/fixtures.ts';
import { runSummary } from './samples.ts';

const TIMES = times('bytes-damaged');
const STEPS = [100, 200, 300];

let store: Store;
let database: IDBPDatabase;

function fileOf(step: number): Uint8Array<ArrayBuffer> {
  const checkpoint = checkpointOf();
  return encodeCheckpoint({ ...checkpoint, progress: { ...checkpoint.progress, step, totalSteps: 1000 } });
}

beforeAll(async () => {
  store = await Store.open('damaged-often');
  for (const step of STEPS) await store.save(runSummary({ step }), fileOf(step));
  database = await openDB('damaged-often');
});

afterAll(() => {
  database.close();
  store.close();
});

type Damage = (bytes: Uint8Array<ArrayBuffer>, below: (limit: number) => number) => Uint8Array<ArrayBuffer>;

/** What disks, memory and interrupted writes do to bytes. */
const DAMAGES: Readonly<Record<string, Damage>> = {
  'one bit flipped': (bytes, below) => {
    bytes[below(bytes.length)] ^= 1 << below(8);
    return bytes;
  },
  'several bytes replaced': (bytes, below) => {
    for (let count = 1 + below(64); count > 0; count--) bytes[below(bytes.length)] ^= 1 + below(255);
    return bytes;
  },
  'cut off': (bytes, below) => bytes.slice(0, below(bytes.length)),
  'its beginning missing': (bytes, below) => bytes.slice(1 + below(bytes.length - 1)),
  'a block of it never written': (bytes, below) => {
    const begin = below(bytes.length - 16);
    const block = bytes.subarray(begin, begin + 4096);
    const blank = new Uint8Array(block.length);
    if (block.every((byte) => byte === 0)) block[0] = 1;
    else block.set(blank);
    return bytes;
  },
  'bytes added': (bytes, below) => {
    const longer = new Uint8Array(bytes.length + 1 + below(100));
    longer.set(bytes);
    return longer;
  },
};

it(`${TIMES} stored checkpoints flipped, cut, blanked or lengthened at random are all detected, and the newest whole one is loaded`, async () => {
  const below = randomIntegers(20);
  const kinds = Object.entries(DAMAGES);
  await drill('bytes-damaged', async (passed) => {
    for (let time = 0; time < TIMES; time++) {
      const [kind, damage] = kinds[time % kinds.length];
      // The newest alone, or the one before it too.
      const struck = STEPS.slice(below(4) === 0 ? 1 : 2);
      const originals: StoredCheckpoint[] = [];
      for (const step of struck) {
        const record = (await database.get('checkpoints', ['run-1', step])) as StoredCheckpoint;
        originals.push(record);
        const bytes = damage(new Uint8Array(await record.bytes.arrayBuffer()), below);
        await database.put('checkpoints', { ...record, bytes: new Blob([bytes]) });
      }
      const { step } = decodeCheckpoint(await store.newestCheckpoint('run-1')).progress;
      expect(step, `${kind} at ${struck.join(', ')}`).toBe(STEPS[STEPS.length - 1 - struck.length]);
      for (const record of originals) await database.put('checkpoints', record);
      passed();
    }
  });
  expect(await store.newestCheckpoint('run-1')).toEqual(fileOf(300));
}, 300_000);
