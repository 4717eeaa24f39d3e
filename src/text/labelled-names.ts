/** Labels as people write them, made into the names of classes. */
import { labelled } from '../messages/labelled.ts';
import type { ReadingNote } from '../shared/text.ts';
import { examplesOf } from './labelled-notes.ts';

interface Spellings {
  readonly id: number;
  /** How often each spelling stands there, in the order they came. */
  readonly counts: Map<string, number>;
}

/**
 * Labels that differ by white space or by capitals alone are one class, called as it is spelt most often.
 * @returns names of the classes in the order they came, and the class of each label
 */
export function mergeLabels(labels: readonly string[]): { names: string[]; ids: Uint32Array; notes: ReadingNote[] } {
  const classes = new Map<string, Spellings>();
  const ids = Uint32Array.from(labels, (label) => {
    const key = plain(label).toLowerCase();
    const known = classes.get(key) ?? { id: classes.size, counts: new Map<string, number>() };
    classes.set(key, known);
    known.counts.set(label, (known.counts.get(label) ?? 0) + 1);
    return known.id;
  });
  const spelt = [...classes.values()].map(({ counts }) => [...counts]);
  const names = spelt.map((spellings) => plain(spellings.reduce((most, each) => (each[1] > most[1] ? each : most))[0]));
  const merged = names.filter((_, id) => spelt[id].length > 1);
  if (merged.length === 0) return { names, ids, notes: [] };
  const spellings = spelt.reduce((sum, { length }) => sum + length, 0);
  const count = spellings - names.length + merged.length;
  const message = labelled.notes.merged(count, merged.length, ...examplesOf(merged));
  return { names, ids, notes: [{ kind: 'labels-merged', count, message }] };
}

function plain(label: string): string {
  return label.trim().replace(/\s+/gu, ' ');
}
