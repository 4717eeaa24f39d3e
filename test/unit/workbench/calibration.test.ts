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

it('it is not measured while a run trains, corrected by a run, and measured anew for another machine', async () => {
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

it('it is measured again when it is asked for, until two measurements agree; the best one counts', async () => {
  const found = [3e9, 7e9, 6.6e9, 1e9];
  const speed = new Speed(() => Promise.resolve(found.shift() ?? 0));
  const told = [await speed.of(MACHINE, true), await speed.of(MACHINE, true), await speed.of(MACHINE, true)];
  expect(told).toEqual([3e9, 7e9, 7e9]);
  expect(await speed.of(MACHINE, true)).toBe(7e9);
  expect(found).toEqual([1e9]);
});

it('what is to keep to it waits until it is known well, and what is asked afterwards is told the same', async () => {
  const found = [3e9, 7e9, 6.6e9, 1e9];
  const speed = new Speed(() => Promise.resolve(found.shift() ?? 0));
  expect(await speed.settled(MACHINE, false)).toBeNull();
  expect(await Promise.all([speed.settled(MACHINE, true), speed.of(MACHINE, true)])).toEqual([7e9, 3e9]);
  expect([await speed.of(MACHINE, true), await speed.settled(MACHINE, true)]).toEqual([7e9, 7e9]);
  expect(found).toEqual([1e9]);
});

it('a device that never does the same twice is measured a few times and no more', async () => {
  let measured = 0;
  const speed = new Speed(() => Promise.resolve(2 ** ++measured * 1e9));
  for (let asked = 0; asked < 10; asked++) await speed.of(MACHINE, true);
  expect(measured).toBe(4);
});
