import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadProgram } from '../../../src/engine/kernels/choose.ts';
import type { SimdProgram } from '../../../src/engine/kernels/simd/program.ts';
import type { NamedTensor } from '../../../src/shared/network.ts';
import { Trainer } from '../../../src/training/trainer.ts';
import { threadedMachine } from '../../../src/workbench/machine.ts';
import { randomIntegers, times } from '../../drills/counts.ts';
import { drill } from '../../drills/drill.ts';
import { copied, differing, materialOf, throughFile, tinySettings, train, type Material } from '../training/support.ts';
import { nodeThreads, type NodeThreads } from './node-threads.ts';

const CELLS = ['rnn', 'lstm', 'gru'] as const;
const SEEDS = Math.ceil(times('resumed') / CELLS.length);
const STEPS = 60;
const THREADS = 2;

let threads: NodeThreads;
let program: SimdProgram;

beforeAll(async () => {
  threads = await nodeThreads();
  program = await loadProgram('simd', true);
});

afterAll(() => threads.close());

async function trainerOf({ plan, settings, lesson }: Material) {
  const team = await threadedMachine(program, THREADS, threads.spawn).gather(plan, settings);
  expect(team.threads).toBe(THREADS);
  return { trainer: new Trainer(plan, settings, lesson, team), close: () => team.close() };
}

/** Trains, cut off at these steps and taken up each time by other threads in other memory, from a file. */
async function trained(
  material: Material,
  cuts: readonly number[],
): Promise<{ losses: number[]; tensors: NamedTensor[]; next: number[] }> {
  let { trainer, close } = await trainerOf(material);
  const losses: number[] = [];
  for (const cut of cuts) {
    losses.push(...train(trainer, material, cut - losses.length));
    const { tensors, progress } = throughFile(trainer, material);
    close();
    ({ trainer, close } = await trainerOf(material));
    trainer.restore(tensors, progress);
  }
  losses.push(...train(trainer, material, STEPS - losses.length));
  const tensors = copied(trainer.tensors());
  // What it writes next draws random numbers: they too must be the same.
  const next = trainer.sample([0], 40, (logits, uniform) => Math.floor(uniform * logits.length));
  close();
  return { losses, tensors, next };
}

/** What of a run resumed three times differs from the uninterrupted one. */
async function differences(cell: (typeof CELLS)[number], seed: number): Promise<string[]> {
  const network = { cell, layers: 2, hidden: 19, lanes: 6 } as const;
  const learning = { dropout: 0.25, warmupSteps: 8, weightDecay: 0.01 };
  const material = materialOf(tinySettings({ ...network, ...learning, seed }));
  const below = randomIntegers(seed);
  const cuts = [below(STEPS), below(STEPS), below(STEPS)].sort((one, other) => one - other);
  const whole = await trained(material, []);
  const resumed = await trained(material, cuts);
  const names = differing(whole.tensors, resumed.tensors);
  if (JSON.stringify(whole.losses) !== JSON.stringify(resumed.losses)) names.push('losses');
  if (JSON.stringify(whole.next) !== JSON.stringify(resumed.next)) names.push('random numbers');
  return names;
}

it(
  `a run resumed on the SIMD kernels and ${THREADS} threads is the uninterrupted one for ${SEEDS} seeds of each cell: the same losses, weights, moments, carried state and random numbers, to the last bit`,
  () =>
    drill('resumed', async (passed) => {
      for (const cell of CELLS) {
        for (let seed = 1; seed <= SEEDS; seed++) {
          expect(await differences(cell, seed), `${cell}, seed ${seed}`).toEqual([]);
          passed();
        }
      }
    }),
  600_000,
);
