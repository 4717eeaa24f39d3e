import type { LabelledLines } from '../../../src/text/labelled.ts';

/** Lines of classes `0`, `1` … that are given with their texts. */
export function linesOf(...pairs: readonly (readonly [label: number, text: string])[]): LabelledLines {
  const labels = Uint16Array.from(pairs, ([label]) => label);
  const classes = Array.from({ length: Math.max(-1, ...labels) + 1 }, (_, label) => ({
    name: String(label),
    count: labels.filter((each) => each === label).length,
  }));
  return { classes, labels, texts: pairs.map(([, text]) => text), notes: [] };
}
