import { describe, expect, test } from 'vitest';
import type { Notebook } from '../../../src/client/notebook.ts';
import { Space } from '../../../src/state/space.svelte.ts';
import { runSummary } from './worker-double.ts';

const DAY = 86_400_000;
const NOW = 10 * DAY;

/** A browser that answers as told, and counts how often it was asked to keep things. */
function browser(isPersistent: boolean, grants: boolean) {
  const state = { isPersistent, asked: 0 };
  return {
    state,
    space: () => Promise.resolve({ used: 1000, left: 9000, isPersistent: state.isPersistent }),
    persist: () => {
      state.asked++;
      state.isPersistent = grants;
      return Promise.resolve(grants);
    },
  };
}

function notes(): Notebook {
  const entries = new Map<string, readonly string[]>();
  return { read: (key) => entries.get(key) ?? [], write: (key, value) => void entries.set(key, value) };
}

const old = runSummary({ id: 'old', createdAt: NOW - 2 * DAY, checkpointBytes: 1000 });
const large = runSummary({ id: 'large', createdAt: NOW - 1000, checkpointBytes: 9_000_000 });
const small = runSummary({ id: 'small', createdAt: NOW - 1000, checkpointBytes: 1000 });
const empty = runSummary({ id: 'empty', createdAt: NOW - 2 * DAY, checkpointBytes: 0 });

describe('Space', () => {
  test('asks the browser to keep things once a visit, at the first save, and takes its answer over', async () => {
    const refusing = browser(false, false);
    const space = new Space(refusing, notes());
    await space.keep();
    await space.keep();
    expect([refusing.state.asked, space.space?.isPersistent]).toEqual([1, false]);
    const granting = browser(false, true);
    const granted = new Space(granting, notes());
    await granted.keep();
    expect([granting.state.asked, granted.space?.isPersistent]).toEqual([1, true]);
  });

  test('asks nothing where things are kept already', async () => {
    const kept = browser(true, true);
    await new Space(kept, notes()).keep();
    expect(kept.state.asked).toBe(0);
  });

  test('a run over a day old or over 5 MB is at risk, the oldest first; a small new one and an empty one are not', async () => {
    const space = new Space(browser(false, false), notes());
    expect(space.atRisk([old], NOW)).toBeNull();
    await space.refresh();
    expect(space.atRisk([small, empty], NOW)).toBeNull();
    expect(space.atRisk([large, small], NOW)?.id).toBe('large');
    expect(space.atRisk([large, old, small, empty], NOW)?.id).toBe('old');
  });

  test('nothing is at risk where the browser has promised to keep it', async () => {
    const space = new Space(browser(true, true), notes());
    await space.refresh();
    expect(space.atRisk([old, large], NOW)).toBeNull();
  });

  test('of a run that was exported or waved away nothing more is said, on later visits neither', async () => {
    const kept = notes();
    const space = new Space(browser(false, false), kept);
    await space.refresh();
    space.settle(['old']);
    expect(space.atRisk([old, large], NOW)?.id).toBe('large');
    const later = new Space(browser(false, false), kept);
    await later.refresh();
    expect(later.atRisk([old], NOW)).toBeNull();
  });

  test('a browser that does not say how much there is leaves all of it unsaid', async () => {
    const space = new Space(
      { space: () => Promise.reject(new Error('no')), persist: () => Promise.resolve(false) },
      notes(),
    );
    await space.keep();
    expect([space.space, space.atRisk([old], NOW)]).toEqual([null, null]);
  });
});
