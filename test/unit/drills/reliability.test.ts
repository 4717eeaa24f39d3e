/** docs/reliability.md tells what the drills recorded, and a drill records what happened. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DRILLS } from '../../drills/catalogue.ts';
import { times } from '../../drills/counts.ts';
import { drill } from '../../drills/drill.ts';
import { merged, readRecords, RELIABILITY, type DatedRecord } from '../../drills/records.ts';
import { PAGE, withTable } from '../../drills/table.ts';

function recordOf(changes: Partial<DatedRecord> = {}): DatedRecord {
  return {
    name: 'frozen',
    count: 20,
    passed: 20,
    worst: 3.5,
    unit: 's of training lost',
    seconds: 1234,
    date: '2026-01-02',
    machine: 'A slow one',
    load: 2,
    ...changes,
  };
}

describe('docs/reliability.md', () => {
  const page = readFileSync(PAGE, 'utf8');

  it('holds the table that docs/reliability.json gives, letter for letter', async () => {
    expect(await withTable(page, readRecords(RELIABILITY))).toBe(page);
  });

  it('has records of drills of the catalogue only', () => {
    expect(Object.keys(DRILLS)).toEqual(expect.arrayContaining(readRecords(RELIABILITY).map(({ name }) => name)));
  });

  it('says of a drill how often it passed, the worst and its date, that it failed, or that it was not done', async () => {
    const failed = recordOf({ name: 'resumed', count: 12, passed: 11, worst: null, unit: null, date: '2026-01-03' });
    const written = await withTable(page, [recordOf(), failed]);
    const row = (name: string): string | undefined =>
      written.split('\n').find((line) => line.startsWith(`| **${name}.**`));
    expect(row('frozen')).toMatch(/20 of 20 +\| 3.5 s of training lost +\| 1,234 s +\| 2026-01-02/);
    expect(row('resumed')).toMatch(/\*\*failed\*\* 11 of 12 .*2026-01-03/);
    expect(row('store-model')).toContain('not done yet');
    expect(written).toContain('Done on: A slow one; load at the end of a drill 2 to 2.');
  });
});

describe('the records', () => {
  it('keep of each drill and each day the last outcome, in order', () => {
    const later = recordOf({ date: '2026-01-03' });
    const again = recordOf({ passed: 19 });
    const other = recordOf({ name: 'browser-killed' });
    expect([recordOf(), later, again, other].reduce(merged, [])).toEqual([other, again, later]);
  });
});

describe('a drill', () => {
  it('fails with what its body throws', async () => {
    await expect(drill('frozen', () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  });

  it('fails when it was done fewer times than it had to be', async () => {
    const often = times('resumed');
    const done = drill('resumed', (passed) => {
      for (let time = 1; time < often; time++) passed();
    });
    await expect(done).rejects.toThrow(`to be done ${often} times and was done ${often - 1} times`);
  });
});
