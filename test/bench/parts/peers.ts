/** Peers and ours in turns, row by row, so that both meet the same machine. */
import type { Peer } from '../peers/peer.ts';
import { pytorchPeers } from '../peers/pytorch.ts';
import { tfjsPeers } from '../peers/tfjs.ts';
import type { PeerRow } from '../report.ts';
import { inTurns, type Pace } from '../rounds.ts';
import type { Stage } from '../stage.ts';
import { rounded } from '../statistics.ts';
import type { TrainingCase } from '../page/interface.ts';
import { BASE, CELLS, nameOf, SIZES } from './cases.ts';

export async function measurePeers(
  stage: Stage,
  threads: number,
  pace: Pace,
  say: (line: string) => void,
): Promise<PeerRow[]> {
  const torch = await pytorchPeers(threads);
  if (torch.length === 0) {
    say('There is no PyTorch: neither does python3 import torch, nor does UNROLL_PYTORCH name a Python that does.');
  }
  const rows = [...(await compare(stage, torch, threads, pace, say))];
  for (const peer of torch) await peer.close();
  try {
    rows.push(...(await compare(stage, await tfjsPeers(stage, threads), threads, pace, say)));
  } catch (error) {
    say(`TensorFlow.js was not measured: ${error instanceof Error ? error.message : String(error)}`);
  }
  return rows;
}

/** @param peers one peer, in each of its settings. */
async function compare(
  stage: Stage,
  peers: readonly Peer[],
  threads: number,
  pace: Pace,
  say: (line: string) => void,
): Promise<PeerRow[]> {
  const rows: PeerRow[] = [];
  for (const cell of CELLS) {
    for (const hidden of SIZES) {
      const able = peers.filter(({ cells, sizes }) => cells.includes(cell) && sizes.includes(hidden));
      if (able.length === 0) continue;
      say(`${able[0].name} ${nameOf(cell, hidden)}`);
      rows.push(await compareOne(stage, able, { ...BASE, cell, hidden, threads }, pace));
    }
  }
  return rows;
}

async function compareOne(stage: Stage, peers: readonly Peer[], ours: TrainingCase, pace: Pace): Promise<PeerRow> {
  const { id } = await stage.call('training', 'open', ours);
  const theirs = [];
  for (const peer of peers) theirs.push(await peer.open(ours));
  const [our, ...their] = await inTurns(
    [(milliseconds) => stage.call('training', 'train', id, milliseconds), ...theirs],
    pace,
  );
  await stage.call('training', 'close', id);
  const speeds = their.map(({ value }) => value);
  const best = speeds.indexOf(Math.max(...speeds));
  const { name, version, setting } = peers[best];
  return {
    ...{ name, version, cell: ours.cell, hidden: ours.hidden, charsPerSecond: speeds[best] },
    ...{ ratio: rounded(our.value / speeds[best], 3), ourCharsPerSecond: our.value, setting },
  };
}
