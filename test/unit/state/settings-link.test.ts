/** A link carries settings and nothing else; whatever it says, what comes out can be trained with. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkSettings,
  DEFAULT_SETTINGS,
  SETTING_KEYS,
  SETTINGS,
  type Settings,
} from '../../../src/shared/settings.ts';
import { readOptions } from '../../../recipe/options.ts';
import { LinkedSettings } from '../../../src/state/linked-settings.svelte.ts';
import { RunSettings } from '../../../src/state/run-settings.svelte.ts';
import { commandFor, LINK_VERSION, linkTo, readLink } from '../../../src/state/settings-link.ts';
import { workerWith } from './worker-double.ts';

const PAGE = 'https://unroll.example/app/?shared#write';
const GRU: Settings = { ...DEFAULT_SETTINGS, cell: 'gru', hidden: 64, learningRate: 0.0025, seed: 4_294_967_295 };

const hashOf = (link: string): string => new URL(link).hash;

describe('a link', () => {
  it('carries what settings matter, at the address of the app alone, and gives them back', () => {
    const link = linkTo(GRU, PAGE);
    expect(link.startsWith(`https://unroll.example/app/#train?settings=${LINK_VERSION}&`)).toBe(true);
    expect(link).not.toContain('nonlinearity');
    expect(link.length).toBeLessThan(500);
    expect(readLink(hashOf(link))).toEqual({
      kind: 'settings',
      settings: GRU,
      taken: new URLSearchParams(hashOf(link).split('?')[1]).size - 1,
      clamped: [],
      unknown: [],
    });
  });

  it('is a command too, which the recipe reads as the same settings', () => {
    const command = commandFor(GRU);
    expect(command).toContain(' --window-steps 50 ');
    const { text, given } = readOptions(command.split(' ').slice('npm run recipe --'.split(' ').length));
    expect(text).toBe('TEXT.txt');
    expect({ ...DEFAULT_SETTINGS, ...given }).toEqual(GRU);
  });

  it('with values out of range gives the nearest that can be used, and says which', () => {
    const link = readLink(
      '#train?settings=1&hidden=99999&layers=-2&dropout=lots&lanes=7.6&cell=cnn&maskShare=9&colour=red',
    );
    expect(link).toMatchObject({
      kind: 'settings',
      settings: { hidden: 1024, layers: 1, dropout: 0, lanes: 8, cell: 'lstm' },
      taken: 5,
      unknown: ['colour'],
      clamped: [
        { key: 'hidden', was: '99999', became: 1024 },
        { key: 'layers', was: '-2', became: 1 },
        { key: 'dropout', was: 'lots', became: 0 },
        { key: 'lanes', was: '7.6', became: 8 },
        { key: 'cell', was: 'cnn', became: 'lstm' },
      ],
    });
  });

  it('of a newer version is told from one of this, and an address without settings from both', () => {
    expect(readLink(`#train?settings=${LINK_VERSION + 1}&hidden=64`)).toEqual({ kind: 'newer', version: 2 });
    expect(readLink('#train')).toBeNull();
    expect(readLink('#train?hidden=64')).toBeNull();
  });

  it('of 1,000 fuzzed ones throws never and always gives settings that can be used', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.double().map(String),
      fc.integer().map(String),
      fc.constantFrom(
        '',
        ' ',
        'NaN',
        'Infinity',
        '-Infinity',
        '1e999',
        '0x40',
        '٣',
        '__proto__',
        '%00',
        '&&',
        '=',
        '+',
      ),
      fc.constantFrom(...SETTING_KEYS.flatMap((key) => (SETTINGS[key].kind === 'choice' ? SETTINGS[key].choices : []))),
    );
    const name = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom<string>(...SETTING_KEYS) },
      fc.string({ maxLength: 20 }),
      fc.constantFrom('__proto__', 'constructor', 'toString', 'settings'),
    );
    const pairs = fc.array(fc.tuple(name, value), { maxLength: 40 });
    const version = fc.oneof({ weight: 8, arbitrary: fc.constant('1') }, value);
    let settled = 0;
    fc.assert(
      fc.property(version, pairs, fc.boolean(), (said, list, isRaw) => {
        const query = isRaw
          ? [['settings', said], ...list].map((pair) => pair.join('=')).join('&')
          : new URLSearchParams([['settings', said], ...list]).toString();
        const link = readLink(`#train?${query}`);
        if (link?.kind !== 'settings') return;
        settled += 1;
        checkSettings({ ...link.settings });
        expect(Object.keys(link.settings).sort()).toEqual([...SETTING_KEYS].sort());
        expect(readLink(hashOf(linkTo(link.settings, PAGE)))).toMatchObject({ kind: 'settings', clamped: [] });
      }),
      { numRuns: 1000, seed: 7 },
    );
    expect(settled).toBeGreaterThan(500);
  });
});

describe('settings that came with a link', () => {
  it('are taken over with a note, and those from before can be taken back', () => {
    const settings = new RunSettings(workerWith({}));
    settings.set('hidden', 100);
    const linked = new LinkedSettings(settings);
    expect(linked.open('#train')).toBe(false);
    expect(linked.open('#train?settings=1&cell=rnn&hidden=5000&x=1')).toBe(true);
    expect([settings.settings?.cell, settings.settings?.hidden]).toEqual(['rnn', 1024]);
    expect(linked.notes).toEqual([
      '2 settings came with the link you opened.',
      '“Hidden units” was 5000 there and is 1024 here.',
      'This version knows nothing of “x”.',
    ]);
    linked.undo();
    expect([settings.settings?.cell, settings.settings?.hidden, linked.notes]).toEqual(['gru', 100, []]);
  });

  it('of a newer version change nothing', () => {
    const settings = new RunSettings(workerWith({}));
    const linked = new LinkedSettings(settings);
    linked.open('#train?settings=9&cell=rnn');
    expect(settings.settings?.cell).toBe('gru');
    expect(linked.notes[0]).toContain('is of a newer version of Unroll (its settings are 9, and this app reads 1)');
    expect(linked.canUndo).toBe(false);
  });
});
