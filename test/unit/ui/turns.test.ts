import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

/** A page whose frames come when the test says so. */
function stubPage(hidden: boolean) {
  const frames: FrameRequestCallback[] = [];
  vi.stubGlobal('document', { hidden });
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback));
  return {
    frames,
    /** Paints once, and lets what waited for it go on. */
    async paint(): Promise<void> {
      for (const callback of frames.splice(0)) callback(0);
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

describe('afterPaint', () => {
  beforeEach(() => {
    vi.resetModules();
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test('lets those who wait through one by one, a frame for each, in the order in which they asked', async () => {
    const page = stubPage(false);
    const { afterPaint } = await import('../../../src/ui/turns.ts');
    const through: string[] = [];
    for (const name of ['picture', 'ways', 'notices']) void afterPaint().then(() => through.push(name));
    await vi.advanceTimersByTimeAsync(0);
    expect(page.frames).toHaveLength(1);
    expect(through).toEqual([]);
    await page.paint();
    expect(through).toEqual(['picture']);
    await page.paint();
    expect(through).toEqual(['picture', 'ways']);
    await page.paint();
    expect(through).toEqual(['picture', 'ways', 'notices']);
  });

  test('waits for no frame where the page is hidden', async () => {
    const page = stubPage(true);
    const { afterPaint } = await import('../../../src/ui/turns.ts');
    let isThrough = false;
    void afterPaint().then(() => (isThrough = true));
    await vi.advanceTimersByTimeAsync(0);
    expect(page.frames).toEqual([]);
    expect(isThrough).toBe(true);
  });

  test('goes on where no frame comes, though the page is said to be seen', async () => {
    stubPage(false);
    const { afterPaint } = await import('../../../src/ui/turns.ts');
    const through: string[] = [];
    for (const name of ['picture', 'ways']) void afterPaint().then(() => through.push(name));
    await vi.advanceTimersByTimeAsync(100);
    expect(through).toEqual([]);
    await vi.advanceTimersByTimeAsync(600);
    expect(through).toEqual(['picture', 'ways']);
  });
});
