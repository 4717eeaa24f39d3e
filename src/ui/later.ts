/** Views that the first screen does not need: they come when it stands, and are there when they are asked for. */
import type { Component } from 'svelte';
import { laterChart } from './train/later-chart.ts';
import { whenIdle } from './turns.ts';

type Later = () => Promise<{ readonly default: Component }>;

export const later = {
  train: () => import('./train/TrainView.svelte'),
  write: () => import('./write/WriteView.svelte'),
  library: () => import('./library/LibraryView.svelte'),
} satisfies Readonly<Record<string, Later>>;

export type LaterView = keyof typeof later;

/** Brings them one by one when there is time, so that none is waited for. One that does not come now is asked for again when it is opened. */
export async function bringAll(): Promise<void> {
  for (const load of [...Object.values(later), laterChart]) {
    await whenIdle();
    await load().catch(() => undefined);
  }
}
