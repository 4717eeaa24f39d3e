/** What training LSTM 2 x 512 takes: laid out, counted by the browser, and seen by the system. */
import { readFile } from 'node:fs/promises';
import type { MemoryFigures } from '../report.ts';
import type { Stage } from '../stage.ts';
import { BASE } from './cases.ts';

/** Long enough to have touched everything. */
const TRAINING_MS = 1500;

export async function measureMemory(
  stage: Stage,
  threads: number,
  say: (line: string) => void,
): Promise<MemoryFigures> {
  say('memory of LSTM 2 x 512');
  const before = await residentByProcess(stage);
  const { id, memoryBytes } = await stage.call('training', 'open', { ...BASE, hidden: 512, threads });
  await stage.call('training', 'train', id, TRAINING_MS);
  const after = await residentByProcess(stage);
  const workersBytes = await countedByBrowser(stage);
  await stage.call('training', 'close', id);
  const grown = [...after].map(([process, bytes]) => bytes - (before.get(process) ?? 0));
  return { arenaBytes: memoryBytes, workersBytes, residentBytes: grown.length > 0 ? Math.max(...grown) : null };
}

interface MemoryMeasurement {
  readonly breakdown: readonly {
    readonly bytes: number;
    readonly attribution: readonly { readonly scope: string; readonly url?: string }[];
  }[];
}

/** What performance.measureUserAgentSpecificMemory counts for all workers but the one that writes. */
async function countedByBrowser(stage: Stage): Promise<number | null> {
  const measured = await stage.page.evaluate(async () => {
    const asked = performance as Performance & { measureUserAgentSpecificMemory?: () => Promise<MemoryMeasurement> };
    return (await asked.measureUserAgentSpecificMemory?.()) ?? null;
  });
  if (measured === null) return null;
  return measured.breakdown
    .filter(({ attribution }) =>
      attribution.some(({ scope, url = '' }) => scope.includes('Worker') && !url.includes('writing')),
    )
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Bytes in memory of each renderer process; empty where there is no /proc. */
async function residentByProcess(stage: Stage): Promise<Map<number, number>> {
  const session = await stage.browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const resident = new Map<number, number>();
  for (const { id } of processInfo.filter(({ type }) => type === 'renderer')) {
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    if (kibibytes !== undefined) resident.set(id, Number(kibibytes) * 1024);
  }
  return resident;
}
