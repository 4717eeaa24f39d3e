import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parameterTable } from '../../../src/engine/parameters.ts';
import { DEFAULT_PRESET, PRESETS, unfitted } from '../../../src/shared/presets.ts';
import { checkSettings, networkFor, type Settings } from '../../../src/shared/settings.ts';
import { splitLengths } from '../../../src/text/batches.ts';
import { fitPresets, fitSettings, type TextFacts } from '../../../src/training/fit.ts';
import { costPerSymbol, TRAINING_SHARE } from '../../../src/training/plan.ts';

/** What two cores reach, and what an old phone may. */
const FAST = 80e9;
const SLOW = 2e9;
const shakespeare: TextFacts = { characters: 1_115_394, distinct: 65 };

function minutesOf(text: TextFacts, settings: Settings, speed: number): number {
  const network = networkFor(settings, Math.min(text.distinct, settings.vocabularyCap + 1));
  const { training } = splitLengths(text.characters, settings.validationShare);
  const cost =
    settings.passes *
    training *
    costPerSymbol(network, parameterTable(network).count, {
      lanes: settings.lanes,
      symbols: settings.lanes * (text.lines === undefined ? settings.windowSteps : text.characters / text.lines),
    });
  return cost / speed / TRAINING_SHARE / 60;
}

describe('settings fitted to a text, a device and a time', () => {
  it('take that time to 20 % where the text has enough to teach, on a fast device and a slow one', () => {
    for (const characters of [500_000, 1_115_394, 5_000_000]) {
      const text = { characters, distinct: 90 };
      for (const minutes of [1, 10, 30]) {
        for (const speed of [FAST, FAST / 4]) {
          const settings = fitSettings(text, minutes, speed);
          // It has no more to teach; or sizes so small that they lie further apart.
          if (settings.passes === (characters < 800_000 ? 20 : 12) || settings.hidden < 48) continue;
          const taken = minutesOf(text, settings, speed);
          expect([characters, minutes, speed, taken / minutes > 0.8 && taken / minutes < 1.2]).toEqual([
            ...[characters, minutes, speed],
            true,
          ]);
        }
      }
    }
  });

  it('take it for text that is filled in both ways, too, with a smaller network, for each weight costs time twice', () => {
    const one = fitSettings(shakespeare, 1, FAST);
    const both = fitSettings(shakespeare, 1, FAST, { task: 'fill' });
    expect(both).toMatchObject({ task: 'fill', reading: 'both' });
    expect(both.hidden).toBeLessThan(one.hidden);
    const taken = minutesOf(shakespeare, both, FAST);
    expect([taken > 0.8, taken < 1.2]).toEqual([true, true]);
  });

  it('never take longer, unless even the smallest network needs more for one pass', () => {
    const cases = fc.record({
      characters: fc.integer({ min: 200, max: 20_000_000 }),
      distinct: fc.integer({ min: 2, max: 8000 }),
      lines: fc.constantFrom(undefined, 20, 10_000),
      task: fc.constantFrom('continue', 'fill', 'classify'),
      minutes: fc.constantFrom(1, 10, 480),
      speed: fc.double({ min: SLOW, max: 2 * FAST, noNaN: true }),
    });
    fc.assert(
      fc.property(cases, ({ minutes, speed, task, lines, ...text }) => {
        const facts = task === 'classify' && lines !== undefined ? { ...text, lines } : text;
        const settings = fitSettings(facts, minutes, speed, { task });
        expect(checkSettings({ ...settings })).toEqual(settings);
        if (settings.hidden > 32 || settings.passes > 1) {
          expect(minutesOf(facts, settings, speed)).toBeLessThanOrEqual(minutes * 1.2);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('answer from the mean of all states where lines are as long as sentences, and from the last where they are names', () => {
    const lines = 4000;
    const pooled = (length: number): string =>
      fitSettings({ characters: lines * length, distinct: 60, lines }, 1, FAST, { task: 'classify' }).pooling;
    expect([pooled(13), pooled(23), pooled(24), pooled(60)]).toEqual(['last', 'last', 'mean', 'mean']);
  });

  it('have larger networks for longer patience and faster devices, and more passes for shorter texts', () => {
    const hidden = (minutes: number, speed: number): number => fitSettings(shakespeare, minutes, speed).hidden;
    expect(hidden(1, FAST)).toBeLessThan(hidden(10, FAST));
    expect(hidden(10, FAST)).toBeLessThan(hidden(60, FAST));
    expect(hidden(10, SLOW)).toBeLessThan(hidden(10, FAST));
    const short = fitSettings({ ...shakespeare, characters: 20_000 }, 1, FAST);
    expect(short.passes).toBeGreaterThan(fitSettings(shakespeare, 1, FAST).passes);
  });

  it('overnight give a long text a network of at most 1.55 recurrent weights a character, and twelve passes', () => {
    const { hidden, layers, passes, dropout } = fitSettings(shakespeare, 480, FAST);
    const recurrentWeights = 3 * hidden * (64 + hidden + 2) + 3 * hidden * (2 * hidden + 2);
    expect(recurrentWeights / (0.9 * shakespeare.characters)).toBeLessThan(1.55);
    expect(recurrentWeights / (0.9 * shakespeare.characters)).toBeGreaterThan(1.4);
    expect([layers, passes, dropout]).toEqual([2, 12, 0.35]);
  });

  it('give a short text a small network with much dropout and at least 500 steps, and a long one two layers and none', () => {
    const short = fitSettings({ characters: 20_000, distinct: 59 }, 1, FAST);
    expect(short).toMatchObject({ layers: 1, input: 'embedding', dropout: 0.5 });
    expect((18_000 * short.passes) / (short.lanes * short.windowSteps)).toBeGreaterThan(500);
    expect(fitSettings(shakespeare, 1, FAST)).toMatchObject({ layers: 2, dropout: 0 });
  });

  it('give each symbol a learned vector, a short one where the text is short', () => {
    const usual = { input: 'embedding', embeddingWidth: 64 } as const;
    expect(fitSettings({ characters: 1_000_000, distinct: 3647 }, 10, FAST)).toMatchObject(usual);
    expect(fitSettings(shakespeare, 10, FAST)).toMatchObject(usual);
    expect(fitSettings({ characters: 20_000, distinct: 59 }, 1, FAST).embeddingWidth).toBe(32);
  });

  it('leave out more of a text with few characters for each of many symbols, and read it in few lanes; no other text', () => {
    const poems = fitSettings({ characters: 100_034, distinct: 3643 }, 10, FAST);
    expect(poems).toMatchObject({
      hidden: 256,
      lanes: 8,
      passes: 12,
      dropout: 0.6,
      embeddingDropout: 0.5,
      weightDecay: 0.3,
    });
    // A small network has less to be kept from.
    const hasty = fitSettings({ characters: 100_034, distinct: 3643 }, 1, FAST / 10);
    expect(hasty.dropout).toBeLessThan(poems.dropout);
    for (const text of [
      { characters: 1_000_000, distinct: 3643 },
      { characters: 2000, distinct: 60 },
    ]) {
      expect(fitSettings(text, 10, FAST)).toMatchObject({ embeddingDropout: 0, weightDecay: 0 });
    }
    expect(fitSettings({ characters: 100_034, distinct: 3643 }, 10, FAST, { task: 'fill' }).embeddingDropout).toBe(0);
  });

  it('learn lines slowly, in few passes and a smaller network than the same characters of a text', () => {
    const names = { characters: 105_672, distinct: 60, lines: 8003 };
    const lines = fitSettings(names, 10, FAST, { task: 'classify' });
    expect(lines).toMatchObject({ passes: 12, dropout: 0.5, embeddingDropout: 0.1, pooling: 'last' });
    const text = fitSettings(names, 10, FAST);
    expect(lines.learningRate).toBeLessThan(text.learningRate);
    expect(lines.hidden).toBeLessThan(text.hidden);
  });

  it('keep what is given, and are fitted around it', () => {
    const given = { cell: 'lstm', hidden: 96, dropout: 0.1, layers: 1 } as const;
    const settings = fitSettings(shakespeare, 1, FAST, given);
    expect(settings).toMatchObject(given);
    expect(minutesOf(shakespeare, settings, FAST)).toBeGreaterThan(0.8);
    expect(fitSettings(shakespeare, 1, FAST, { ...given, passes: 3 }).passes).toBe(3);
  });

  it('are fitted for every preset, of which one is the default', () => {
    const fitted = fitPresets(shakespeare, FAST);
    for (const { id, minutes } of PRESETS) expect(fitted[id]).toEqual(fitSettings(shakespeare, minutes, FAST));
    for (const task of ['fill', 'classify'] as const) {
      const { minute } = fitPresets(shakespeare, FAST, task);
      expect(minute).toEqual(fitSettings(shakespeare, 1, FAST, { task }));
    }
    expect(Object.keys(fitted)).toContain(DEFAULT_PRESET);
  });
});

describe('the network that is drawn before a preset is fitted', () => {
  it.each([
    ['continue', null, { characters: 1_184_972, distinct: 84 }],
    ['fill', null, { characters: 1_184_972, distinct: 84 }],
    ['classify', null, { characters: 105_672, distinct: 60, lines: 8003 }],
    ['continue', 20_000, { characters: 20_000, distinct: 40 }],
    ['continue', 100_034, { characters: 100_034, distinct: 3643 }],
    ['fill', 400_000, { characters: 400_000, distinct: 60 }],
  ] as const)('to %s with %s characters has the cell and the layers of every preset', (task, characters, text) => {
    const { cell, layers } = unfitted(task, characters);
    for (const settings of Object.values(fitPresets(text, SLOW, task)))
      expect(settings).toMatchObject({ cell, layers });
  });
});
