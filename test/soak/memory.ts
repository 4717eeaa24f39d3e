import type { Page } from '@playwright/test';

/** What page, workers and shared memory hold, after a collection. */
export function megabytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const measure = performance as unknown as { measureUserAgentSpecificMemory(): Promise<{ bytes: number }> };
    return (await measure.measureUserAgentSpecificMemory()).bytes / 1e6;
  });
}
