/** How fast a device is found to be, on a clock moved by hand. */
import { expect, it } from 'vitest';
import { REFERENCE_KERNELS } from '../../../src/engine/kernels/reference/set.ts';
import { loadKernels } from '../../../src/engine/kernels/choose.ts';
import { measureSpeed, Speed } from '../../../src/workbench/calibration.ts';
import { soloMachine, type Machine } from '../../../src/workbench/machine.ts';

const MACHINE = soloMachine(REFERENCE_KERNELS);

/** Moves on by so much each time it is read. */
function clock(tickMs: number): () => number {
  let time = 0;
  return () => (time += tickMs);
}

it('a clock that runs half as fast finds twice the speed', async () => {
  const machine = soloMachine(await loadKernels());
  const [slow, fast] = [await measureSpeed(machine, clock(400)), await measureSpeed(machine, clock(200))];
  expect(fast / slow).toBeCloseTo(2, 10);
});

it('it is measured once, not while a run trains, corrected by a run, and anew for another machine', async () => {
  const asked: Machine[] = [];
  const speed = new Speed((machine) => Promise.resolve(asked.push(machine) * 1e9));
  expect(await speed.of(MACHINE, false)).toBeNull();
  expect(await Promise.all([speed.of(MACHINE, true), speed.of(MACHINE, true)])).toEqual([1e9, 1e9]);
  speed.learn(5e9);
  expect(await speed.of(MACHINE, true)).toBe(5e9);
  speed.forget();
  expect(await speed.of(MACHINE, true)).toBe(2e9);
  expect(asked).toEqual([MACHINE, MACHINE]);
});
