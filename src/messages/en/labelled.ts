/** What is told of labelled lines that are read, or refused: in English. */
import { count } from '../format.ts';
import { counted, plural } from './plural.ts';

/** The first of many, as a list. */
const some = (quoted: readonly string[], more: boolean): string => quoted.join(', ') + (more ? ' and so on' : '');

export const labelled = {
  samples: { 'first-names': 'First names', languages: 'Twenty languages' },
  noColumns: (name: string) =>
    `“${name}” has no column of labels beside its texts. Write each line as a label, a tab and a text, or as CSV whose ` +
    'first line names the columns “label” and “text”; or choose several files, one for each class.',
  noLines: (name: string) => `“${name}” has no line with a label and a text. Bring lines of at least two classes.`,
  tooManyLines: (name: string, lines: number, most: number) =>
    `“${name}” has ${count(lines)} lines, and at most ${count(most)} can be read. Choose a part of it.`,
  oneClass: (name: string, label: string) =>
    `All lines of “${name}” are labelled ${label}: there is nothing to tell apart. Bring lines of at least two classes.`,
  tooManyClasses: (name: string, labels: number, most: number) =>
    `“${name}” has ${count(labels)} different labels, and at most ${count(most)} classes can be ` +
    'told apart. If that is not the column of the labels, name it “label” in the first line.',
  nothingHeldOut: 'No class has two lines of which one could be held out to test on. Bring more lines of each class.',
  notes: {
    namedColumns: (label: number, labelName: string, text: number, textName: string) =>
      `The first line names the columns: labels are in column ${label}, ${labelName}; texts in column ${text}, ${textName}.`,
    columns: (label: number, text: number) =>
      `Labels are in column ${label}, texts in column ${text}; the first line was read like the others.`,
    incomplete: (lines: number) =>
      `${counted(lines, 'line has', 'lines have')} no such columns, and ${plural(lines, 'was', 'were')} left out.`,
    filesAsClasses: (files: number) =>
      `Each of the ${counted(files, 'file', 'files')} is a class, named after it; each line is one to learn.`,
    empty: (lines: number) =>
      `${counted(lines, 'line without a label or a text was', 'lines without a label or a text were')} left out.`,
    tidied: (texts: number) =>
      `White space was taken off the ends of ${counted(texts, 'text', 'texts')}; a line end inside became a space.`,
    cut: (lines: number, most: number) =>
      `${counted(lines, 'line is', 'lines are')} longer than ${count(most)} characters: only so many from the beginning are read.`,
    merged: (spellings: number, classes: number, names: readonly string[], more: boolean) =>
      `${counted(spellings, 'spelling of a label differs', 'spellings of labels differ')} from another by white space or capitals alone, ` +
      `and became ${counted(classes, 'class', 'classes')}: ${some(names, more)}.`,
    repeats: (lines: number) =>
      `${counted(lines, 'line stands', 'lines stand')} there before with the same label, and ${plural(lines, 'was', 'were')} left out.`,
    /** @param examples each a text and its labels, as `both` says it */
    contradictions: (texts: number, examples: readonly string[]) =>
      `${counted(texts, 'text bears', 'texts bear')} more than one label, such as ${examples.join(', ')}. ` +
      'All are learned; none can be right for both.',
    both: (text: string, labels: readonly string[]) => `${text} as ${labels.join(' and ')}`,
    ofOne: (classes: number, names: readonly string[], more: boolean) =>
      `${counted(classes, 'class has', 'classes have')} one line only, which cannot be held out to test on: ${some(names, more)}.`,
    uneven: (largest: string, most: number, smallest: string, least: number, percent: number) =>
      `The classes are uneven: ${largest} has ${counted(most, 'line', 'lines')}, ${smallest} ` +
      `${count(least)}. To answer always ${largest} would be right for ${percent} %.`,
  },
};
