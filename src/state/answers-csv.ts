/** Answers to lines as a table that spreadsheets read. */
import { answering } from '../messages/answering.ts';
import type { LineAnswer } from '../shared/classifying.ts';

/** With more classes than this, only the likeliest has a column. */
const COLUMNS = 50;
const DIGITS = 4;

/** The class with the greatest probability. */
export function bestOf(probabilities: Float32Array): number {
  return probabilities.reduce((best, probability, at) => (probability > probabilities[best] ? at : best), 0);
}

/** A row a line: the line, its answer and how probable that is, and where they are few the probability of each class. */
export function answersAsCsv(
  lines: readonly string[],
  answers: readonly (LineAnswer | undefined)[],
  classes: readonly string[],
): string {
  const { line, answer, probability } = answering.classify.columns;
  const named = classes.length <= COLUMNS ? classes : [];
  const rows = lines.map((text, at) => {
    const probabilities = answers[at]?.probabilities ?? null;
    if (probabilities === null) return [text, '', '', ...named.map(() => '')];
    const best = bestOf(probabilities);
    const all = named.map((_, id) => probabilities[id].toFixed(DIGITS));
    return [text, classes[best], probabilities[best].toFixed(DIGITS), ...all];
  });
  return [[line, answer, probability, ...named], ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** RFC 4180: quoted where it must be. */
function field(text: string): string {
  return /[",\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
