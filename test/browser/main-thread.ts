/** How long the page's own thread was taken, from a trace of Chromium. */
import type { Browser, Page } from '@playwright/test';

/**
 * No task of the page's thread may take longer, in milliseconds of work. 50 are wanted; where other programs share the caches and
 * the core, the same work was seen to take 1.8 times as long as alone, and a test must not fail for that.
 */
export const LONG_TASK_MS = 100;

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds by the clock. */
  readonly dur?: number;
  /** Microseconds of this thread's work. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/**
 * Milliseconds of each task of the page's thread while `act` runs. Work is counted and not waiting: on a busy machine a
 * task of two milliseconds may well take a second by the clock.
 */
export async function tasksWhile(browser: Browser, page: Page, act: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', '__metadata'] });
  let trace: Buffer;
  try {
    await act();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents: events } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`;
  const main = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf),
  );
  return events
    .filter((event) => event.name === 'RunTask' && main.has(threadOf(event)))
    .map(({ dur = 0, tdur = dur }) => tdur / 1000);
}

/** Keeps the page's thread at work for far longer than is allowed, to see that this is seen. */
export async function disturb(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) =>
        setTimeout(() => {
          let mixed = 1;
          for (let turn = 0; turn < 3e8; turn++) mixed = (Math.imul(mixed, 1_664_525) + turn) | 0;
          resolve(mixed);
        }),
      ),
  );
}
