import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src/training/pace.ts';

describe('the pace', () => {
  it('is unknown before anything was done', () => {
    expect(new Pace().perSecond).toBeNull();
    const pace = new Pace();
    pace.add(100, 0);
    expect(pace.perSecond).toBeNull();
  });

  it('of steady work is its speed, to 1e-9', () => {
    const pace = new Pace();
    for (let slice = 0; slice < 50; slice++) pace.add(30, 0.03);
    expect(pace.perSecond).toBeCloseTo(1000, 9);
  });

  it('follows a change by 92 % within ten seconds', () => {
    const pace = new Pace();
    for (let slice = 0; slice < 1000; slice++) pace.add(30, 0.03);
    for (let slice = 0; slice < 333; slice++) pace.add(60, 0.03);
    expect(pace.perSecond).toBeGreaterThan(1900);
    expect(pace.perSecond).toBeLessThan(2000);
  });
});
