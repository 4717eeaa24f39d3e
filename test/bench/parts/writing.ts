/** How fast an exported network writes, in onnxruntime-web, in a worker. */
import type { WritingRow } from '../report.ts';
import { inTurns, type Pace } from '../rounds.ts';
import type { Stage } from '../stage.ts';

const SIZES = [128, 512] as const;
const BATCHES = [1, 16] as const;

export async function measureWriting(stage: Stage, pace: Pace, say: (line: string) => void): Promise<WritingRow[]> {
  say('writing');
  const cases = SIZES.flatMap((hidden) => BATCHES.map((batch) => ({ cell: 'lstm', hidden, batch }) as const));
  const ids: number[] = [];
  for (const writing of cases) {
    ids.push(await stage.call('writing', 'open', { ...writing, layers: 2, vocabulary: 65 }));
  }
  const speeds = await inTurns(
    ids.map((id) => (milliseconds) => stage.call('writing', 'write', id, milliseconds)),
    pace,
  );
  for (const id of ids) await stage.call('writing', 'close', id);
  return cases.map((writing, at) => ({ ...writing, charsPerSecond: speeds[at].value, spread: speeds[at].spread }));
}
