import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { Control, ORDER } from '../../../src/training/control.ts';

const ORDER_OF_TEST = { kind: ORDER.train, step: 7, learningRate: 0.25, lanes: 3, steps: 4 };

describe('the control block', () => {
  test('hands an order over unchanged, to every thread that attaches to its buffer', () => {
    const control = new Control(3);
    control.give(ORDER_OF_TEST);
    expect(new Control(3, control.buffer).order).toEqual(ORDER_OF_TEST);
    control.give({ ...ORDER_OF_TEST, kind: ORDER.evaluate });
    expect(control.order.kind).toBe(ORDER.evaluate);
  });

  test('deals the work evenly at first, and then by the speeds that every thread reported', () => {
    const control = new Control(2);
    const other = new Control(2, control.buffer);
    control.give(ORDER_OF_TEST);
    expect([control.share(0), other.share(1)]).toEqual([
      { from: 0, to: 0.5 },
      { from: 0.5, to: 1 },
    ]);
    control.report(0, 1);
    other.report(1, 4);
    control.give(ORDER_OF_TEST);
    expect(other.share(1).from).toBeCloseTo(1 / 3, 12);
    expect(control.share(0)).toEqual({ from: 0, to: other.share(1).from });
    control.report(0, 1);
    control.give(ORDER_OF_TEST);
    expect(other.share(1).from).toBeCloseTo(1 / 3, 12);
  });

  test('of one thread never waits', () => {
    const control = new Control(1);
    for (let meeting = 0; meeting < 1000; meeting++) control.meet(0);
    expect(control.threads).toBe(1);
  });

  test('with a thread that never comes and never beats is a DeviceError that names it', () => {
    expect(() => new Control(2).meet(0)).toThrow(
      expect.objectContaining({ name: 'DeviceError', message: expect.stringContaining('Thread 2 of 2') as string }),
    );
  });

  test('a late wake-up of the meeting before lets nobody through', async () => {
    const control = new Control(2);
    // Wakes whoever sleeps on any place of the block, every few milliseconds, and beats for thread 1, but never comes.
    const noisy = new Worker(
      `const { workerData: { buffer, from } } = require('node:worker_threads');
       const integers = new Int32Array(buffer, from);
       for (let n = 0; ; n++) {
         Atomics.notify(integers, 1);
         Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3);
       }`,
      { eval: true, workerData: { buffer: control.buffer, from: 5 * 8 } },
    );
    await new Promise((resolve) => noisy.once('online', resolve));
    expect(() => control.meet(0)).toThrow(expect.objectContaining({ name: 'DeviceError' }));
    await noisy.terminate();
  });
});
