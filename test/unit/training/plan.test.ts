import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WindowSize } from '../../../src/engine/dimensions.ts';
import type { KernelSet } from '../../../src/engine/kernels/interface.ts';
import { REFERENCE_KERNELS } from '../../../src/engine/kernels/reference/set.ts';
import { parameterTable } from '../../../src/engine/parameters.ts';
import { networkFor, type Settings } from '../../../src/shared/settings.ts';
import { LaneReader, splitLengths } from '../../../src/text/batches.ts';
import type { Dealt, Lesson } from '../../../src/training/batches.ts';
import { batchOf, costPerSymbol, flopsPerSymbol, planRun, type Plan } from '../../../src/training/plan.ts';
import { soloTeam } from '../../../src/training/team.ts';
import { dealWindows } from '../../../src/training/windows.ts';
import { Trainer } from '../../../src/training/trainer.ts';
import { materialOf, tinySettings, train, trainerOf } from './support.ts';

/** The plan, and the window of what is held out. */
function planOf(
  characters: number,
  changes: Partial<Settings> = {},
  vocabulary = 20,
): Plan & { readonly validationWindow: WindowSize } {
  const settings = tinySettings(changes);
  const dealt = dealtOf(characters, settings);
  const plan = planRun(settings, networkFor(settings, vocabulary), dealt, REFERENCE_KERNELS);
  return { ...plan, validationWindow: dealt.validation.window };
}

function dealtOf(characters: number, { validationShare, lanes, windowSteps }: Settings): Lesson<Dealt> {
  const { training, validation } = splitLengths(characters, validationShare);
  return dealWindows(training, validation, { lanes, steps: windowSteps });
}

describe('the plan of a run', () => {
  it('counts whole windows in every lane, and passes times as many steps', () => {
    // 9000 to learn from: 4 lanes of 2249, 281 windows of 8.
    expect(planOf(10_000, { passes: 7 })).toMatchObject({
      window: { lanes: 4, steps: 8 },
      stepsPerPass: 281,
      totalSteps: 1967,
    });
  });

  it('takes fewer lanes, then a shorter window, where the text is short', () => {
    // 180 to learn from have room for 3 windows of 50; 20 held out not even for one.
    expect(planOf(200, { lanes: 32, windowSteps: 50 })).toMatchObject({
      window: { lanes: 3, steps: 50 },
      stepsPerPass: 1,
      validationWindow: { lanes: 1, steps: 19 },
      validationBatches: 1,
    });
    expect(planOf(200, { lanes: 256, windowSteps: 512 }).window).toEqual({ lanes: 1, steps: 179 });
  });

  it('has in every text of 200 to 50,000 characters at least one window to learn from and one to test on', () => {
    const texts = fc.record({
      characters: fc.integer({ min: 200, max: 50_000 }),
      lanes: fc.integer({ min: 1, max: 256 }),
      windowSteps: fc.integer({ min: 4, max: 512 }),
      validationShare: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
    });
    fc.assert(
      fc.property(texts, ({ characters, ...changes }) => {
        const plan = planOf(characters, changes);
        const { training, validation } = splitLengths(characters, changes.validationShare);
        const windows = (length: number, { lanes, steps }: Plan['window']) =>
          new LaneReader(new Uint16Array(length), lanes, steps).windowsPerPass;
        expect(windows(training, plan.window)).toBe(plan.stepsPerPass);
        expect(plan.validationBatches).toBeGreaterThanOrEqual(1);
        expect(plan.validationBatches).toBeLessThanOrEqual(windows(validation, plan.validationWindow));
        expect(plan.validationWindow.lanes).toBeLessThanOrEqual(plan.window.lanes);
        expect(plan.validationWindow.steps).toBeLessThanOrEqual(plan.window.steps);
      }),
      { numRuns: 100 },
    );
  });

  it('spends at most 4 % of the training on validation, in 4 to 200 points, and reads all that is held out', () => {
    for (const characters of [5000, 50_000, 500_000]) {
      for (const passes of [4, 20, 3000]) {
        const plan = planOf(characters, { passes });
        const { window, validationWindow, validationBatches: windows, validationInterval, totalSteps } = plan;
        const share = (validationWindow.lanes * validationWindow.steps) / (window.lanes * window.steps);
        expect((windows * share) / 3 / validationInterval).toBeLessThanOrEqual(0.04);
        const points = Math.ceil(totalSteps / validationInterval);
        expect(points).toBeGreaterThanOrEqual(4);
        expect(points).toBeLessThanOrEqual(200);
        const { lanes, steps } = validationWindow;
        expect(windows).toBe(Math.floor((characters / 10 - 1) / lanes / steps));
      }
    }
  });

  it('reads less of a large held-out part rather than leave fewer than 4 points, and little of it in many lanes', () => {
    const { totalSteps, validationInterval, validationBatches, validationWindow } = planOf(50_000, {
      validationShare: 0.5,
      passes: 1,
    });
    expect(Math.ceil(totalSteps / validationInterval)).toBe(4);
    expect(validationBatches * validationWindow.lanes * validationWindow.steps).toBeLessThan(25_000);
    // Of 400 held out, no lane is shorter than ten windows.
    expect(planOf(4000, { lanes: 32, windowSteps: 16 }).validationWindow).toEqual({ lanes: 2, steps: 16 });
  });

  it('of a run is kept: after exactly that many steps it is finished, having read every pass to its end', () => {
    const material = materialOf(tinySettings({ passes: 2 }));
    const trainer = trainerOf(material);
    train(trainer, material, material.plan.totalSteps - 1);
    expect([trainer.finished, trainer.position.pass]).toEqual([false, 1]);
    train(trainer, material, 1);
    expect([trainer.finished, trainer.position]).toEqual([
      true,
      { step: material.plan.totalSteps, cursor: 0, pass: 2 },
    ]);
  });

  it.each(['rnn', 'lstm', 'gru'] as const)('says for the %s exactly the bytes its arena takes', (cell) => {
    const sizes: number[] = [];
    const watched: KernelSet = {
      ...REFERENCE_KERNELS,
      create(length) {
        const kernels = REFERENCE_KERNELS.create(length);
        sizes.push(kernels.floats.byteLength);
        return kernels;
      },
    };
    for (const changes of [{}, { layers: 3, dropout: 0.5 }, { input: 'embedding' as const }]) {
      const { plan, settings, lesson } = materialOf(tinySettings({ cell, ...changes }));
      new Trainer(plan, settings, lesson, soloTeam(watched, plan, settings));
      expect(sizes.pop()).toBe(plan.memoryBytes);
    }
  });

  it('refuses a network beyond 4 GB with both sizes, before any memory is taken', () => {
    const large = { layers: 4, hidden: 1024, lanes: 256, windowSteps: 512 };
    let message = '';
    try {
      planOf(10_000_000, large, 20_000);
    } catch (error) {
      expect(error).toMatchObject({ name: 'DeviceError' });
      message = (error as Error).message;
    }
    const [needed, given] = [...message.matchAll(/(\d+(?:\.\d+)?) MB/g)].map((match) => Number(match[1]));
    // The logits alone are 256 × 512 × 20,000 floats.
    expect(needed).toBeGreaterThan((256 * 512 * 20_000 * 4) / 2 ** 20);
    expect(given).toBeCloseTo(4096, 0);
    expect(message).toMatch(/fewer hidden units or layers, a smaller batch or a shorter window/);
  });
});

describe('the floating-point operations of training on one symbol', () => {
  const V = 20;
  const H = 32;
  const E = 8;
  /** Gates of each cell; every weight and bias counts 2 forward and 4 back. */
  const gates = { rnn: 1, gru: 3, lstm: 4 };

  it.each(['rnn', 'gru', 'lstm'] as const)('of the %s are six a weight, without those that are looked up', (cell) => {
    const G = gates[cell];
    const head = V * H + V;
    const layer = (inputs: number) => G * H * inputs + G * H * H + 2 * G * H;
    const flops = (changes: Partial<Settings>) => {
      const plan = planOf(2000, { cell, hidden: H, ...changes }, V);
      return flopsPerSymbol(plan.network, plan.parameters);
    };
    expect(flops({ layers: 1 })).toBe(6 * (layer(0) + head));
    expect(flops({ layers: 3 })).toBe(6 * (layer(0) + 2 * layer(H) + head));
    expect(flops({ layers: 1, input: 'embedding', embeddingWidth: E })).toBe(6 * (layer(E) + head));
  });

  it.each(['forward', 'both'] as const)(
    'count the head only for the answers, and both directions, reading %s',
    (reading) => {
      const D = reading === 'both' ? 2 : 1;
      const layers = D * (3 * H * H + 6 * H) + D * (3 * H * (D * H) + 3 * H * H + 6 * H);
      const flops = (changes: Partial<Settings>, classes = 0) => {
        const settings = tinySettings({ cell: 'gru', hidden: H, layers: 2, reading, ...changes });
        const network = networkFor(settings, V, classes);
        return flopsPerSymbol(network, parameterTable(network).count);
      };
      expect(flops({ task: 'fill', maskShare: 0.25 })).toBe(6 * (layers + (V * D * H + V) / 4));
      expect(flops({ task: 'classify' }, 5)).toBe(6 * layers);
    },
  );
});

describe('what training costs', () => {
  /** Milliseconds of processor time of a training step, measured on one thread at 42 Gflop/s: see docs/recipe.md. */
  const measured = [
    [{ cell: 'gru', layers: 1, hidden: 16, lanes: 4, windowSteps: 8 }, 0.064],
    [{ cell: 'gru', layers: 1, hidden: 32, lanes: 8, windowSteps: 50 }, 0.809],
    [{ cell: 'gru', layers: 1, hidden: 128, lanes: 4, windowSteps: 8 }, 0.698],
    [{ cell: 'gru', layers: 1, hidden: 256, lanes: 8, windowSteps: 50 }, 12.9],
    [{ cell: 'gru', layers: 2, hidden: 16, lanes: 50, windowSteps: 50 }, 3.67],
    [{ cell: 'gru', layers: 2, hidden: 128, lanes: 50, windowSteps: 50 }, 65.6],
    [{ cell: 'lstm', layers: 1, hidden: 16, lanes: 4, windowSteps: 8 }, 0.056],
    [{ cell: 'lstm', layers: 1, hidden: 64, lanes: 8, windowSteps: 50 }, 2.52],
    [{ cell: 'lstm', layers: 2, hidden: 128, lanes: 50, windowSteps: 50 }, 76.8],
  ] as const satisfies readonly (readonly [Partial<Settings>, number])[];

  it.each(measured)('of %o is what was measured, within 40 %', (changes, milliseconds) => {
    const plan = planOf(100_000, changes, 64);
    const cost = plan.symbolsPerStep * costPerSymbol(plan.network, plan.parameters, batchOf(plan));
    const reckoned = cost / 42e6;
    expect(reckoned / milliseconds).toBeGreaterThan(1 / 1.4);
    expect(reckoned / milliseconds).toBeLessThan(1.4);
  });
});
