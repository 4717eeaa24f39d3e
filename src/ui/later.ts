/** Views that the first screen does not need: they come when it stands, and are there when they are asked for. */
import type { Component } from 'svelte';

type Later = () => Promise<{ readonly default: Component }>;

export const later = {
  write: () => import('./write/WriteView.svelte'),
  library: () => import('./library/LibraryView.svelte'),
} satisfies Readonly<Record<string, Later>>;

export type LaterView = keyof typeof later;

/** Brings them all, so that none is waited for. One that does not come now is asked for again when it is opened. */
export function bringAll(): void {
  for (const load of Object.values<Later>(later)) load().catch(() => undefined);
}
