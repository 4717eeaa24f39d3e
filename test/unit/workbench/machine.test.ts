import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadProgram } from '../../../src/engine/kernels/choose.ts';
import type { SimdProgram } from '../../../src/engine/kernels/simd/program.ts';
import { Trainer } from '../../../src/training/trainer.ts';
import { threadedMachine } from '../../../src/workbench/machine.ts';
import { copied, differing, materialOf, tinySettings, train } from '../training/support.ts';
import { nodeThreads, type NodeThreads } from './node-threads.ts';

let threads: NodeThreads;
let program: SimdProgram;

beforeAll(async () => {
  threads = await nodeThreads();
  program = await loadProgram('simd', true);
});

afterAll(() => threads.close());

const material = materialOf(tinySettings({ cell: 'lstm', layers: 2, hidden: 19, lanes: 7, dropout: 0.2 }));

async function trainerOn(count: number): Promise<{ trainer: Trainer; close: () => void; used: number }> {
  const { plan, settings, lesson } = material;
  const team = await threadedMachine(program, count, threads.spawn).gather(plan, settings);
  return {
    trainer: new Trainer(plan, settings, lesson, team),
    close: () => team.close(),
    used: team.threads,
  };
}

describe('threads over one shared memory', () => {
  test('2 and 3 of them reach the same bits as one, in losses, validation, weights, moments and state', async () => {
    const one = await trainerOn(1);
    const losses = train(one.trainer, material, 25);
    const validation = one.trainer.evaluate();
    const tensors = copied(one.trainer.tensors());
    for (const count of [2, 3]) {
      const several = await trainerOn(count);
      expect(several.used).toBe(count);
      expect(train(several.trainer, material, 25)).toEqual(losses);
      expect(several.trainer.evaluate()).toEqual(validation);
      expect(differing(several.trainer.tensors(), tensors)).toEqual([]);
      several.close();
    }
  });

  test('are as many as there are two lanes for: of 4 asked for 7 lanes, 3 compute', async () => {
    const { used, close } = await trainerOn(4);
    expect(used).toBe(3);
    close();
  });

  test('a thread that is killed is noticed, and no sum without it comes out', async () => {
    const before = threads.workers.length;
    const { trainer, close } = await trainerOn(3);
    train(trainer, material, 5);
    const weights = copied(trainer.tensors());
    await threads.workers[before + 1].terminate();
    expect(() => trainer.step(0.01)).toThrow(
      expect.objectContaining({
        name: 'DeviceError',
        message: expect.stringMatching(/^Thread 3 of 3 stopped computing/) as string,
      }),
    );
    expect(differing(trainer.tensors(), weights)).toEqual([]);
    expect(trainer.position.step).toBe(5);
    close();
  });
});
