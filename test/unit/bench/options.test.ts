import { describe, expect, it } from 'vitest';
import { PARTS, readOptions } from '../../bench/options.ts';

describe('readOptions', () => {
  it('runs everything but the peers and the profile when nothing is asked for', () => {
    const { parts, json, quick } = readOptions([]);
    expect(parts).toEqual(PARTS.filter((part) => part !== 'peers' && part !== 'profile'));
    expect([json, quick]).toEqual([null, false]);
  });

  it('takes one part or several, with a space, an equals sign or commas, in the order they are measured', () => {
    expect(readOptions(['--only', 'writing']).parts).toEqual(['writing']);
    expect(readOptions(['--only=memory,training']).parts).toEqual(['training', 'memory']);
    expect(readOptions(['--only', 'writing', '--only', 'peers']).parts).toEqual(['peers', 'writing']);
  });

  it('adds peers and profile to whatever else runs', () => {
    expect(readOptions(['--peers']).parts).toContain('growth');
    expect(readOptions(['--peers']).parts).toContain('peers');
    expect(readOptions(['--only', 'training', '--peers', '--profile']).parts).toEqual(['training', 'peers', 'profile']);
  });

  it('knows where the JSON goes and whether to hurry', () => {
    expect(readOptions(['--json', 'speed.json', '--quick'])).toMatchObject({ json: 'speed.json', quick: true });
  });

  it('refuses what it does not know by name, and says what there is', () => {
    expect(() => readOptions(['--fast'])).toThrow(/--fast.*--quick/);
    expect(() => readOptions(['--only', 'reading'])).toThrow(/reading.*loading/);
    expect(() => readOptions(['--json'])).toThrow(/--json needs a value/);
  });
});
