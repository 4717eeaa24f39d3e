import { describe, expect, it } from 'vitest';
import { MAXIMUM_LINE_SYMBOLS } from '../../../src/shared/labelled.ts';
import { classTable } from '../../../src/text/class-files.ts';
import { Folder } from '../../../src/text/fold.ts';
import { labelledLines, type LabelledLines } from '../../../src/text/labelled.ts';

function folded(text: string): string {
  const folder = new Folder();
  return folder.push(text) + folder.finish();
}

function paste(...lines: readonly string[]): Promise<LabelledLines> {
  return labelledLines(folded(lines.map((line) => `${line}\n`).join('')), 'Pasted text');
}

function files(...contents: readonly (readonly [name: string, content: string])[]): Promise<LabelledLines> {
  const names = contents.map(([name]) => name);
  const { text } = classTable(
    names,
    contents.map(([, content]) => folded(content)),
  );
  return labelledLines(text, 'two files');
}

/** `class: text` of each line. */
function shown({ classes, labels, texts }: LabelledLines): string[] {
  return texts.map((text, at) => `${classes[labels[at]].name}: ${text}`);
}

function note(lines: LabelledLines, kind: string): string | undefined {
  return lines.notes.find((each) => each.kind === kind)?.message;
}

describe('labelled lines', () => {
  it('of a label, a tab and a text are read as they stand, quotation marks, commas and further tabs too', async () => {
    const lines = await paste('ham\t"Hello", he said', 'spam\tWin, now\tor never', 'ham\tsee you', 'spam\tbye"', '');
    expect(shown(lines)).toEqual(['ham: "Hello", he said', 'spam: Win, now\tor never', 'ham: see you', 'spam: bye"']);
    expect(note(lines, 'lines-empty')).toBe('1 line without a label or a text was left out.');
  });

  it('do not run together where a quotation mark opens in one line and closes in another', async () => {
    const lines = await paste('ham\t"one', 'spam\ttwo', 'ham\tthree', 'spam\tfour"', 'spam\tfive');
    expect(lines.texts).toEqual(['"one', 'two', 'three', 'four"', 'five']);
  });

  it('of CSV have their quotes undone, and a line end inside becomes a space', async () => {
    const lines = await paste('text,label', '"Good, ""very"" good",pos', '"two', 'lines",neg', 'fine,pos', 'bad,neg');
    expect(shown(lines)).toEqual(['pos: Good, "very" good', 'neg: two lines', 'pos: fine', 'neg: bad']);
    expect(note(lines, 'columns-chosen')).toBe(
      'The first line names the columns: labels are in column 2, “label”; texts in column 1, “text”.',
    );
    expect(note(lines, 'lines-tidied')).toContain('1 text;');
  });

  it('keep the rest of a text whose commas were not quoted, when it is the last column', async () => {
    const lines = await paste('a,one', 'b,two, three', 'a,four, five, six', 'b,seven');
    expect(lines.texts).toEqual(['one', 'two, three', 'four, five, six', 'seven']);
  });

  it('find their columns among others by name, or else by looks', async () => {
    const rows = Array.from(
      { length: 12 },
      (_, at) => `${at};2026-01-${at};a longer text of number ${at};${'xy'[at % 2]}`,
    );
    const named = await paste('id;date;Review;Sentiment', ...rows);
    const unnamed = await paste(...rows);
    const strange = await paste('nummer;datum;wortlaut;art', ...rows);
    for (const lines of [named, unnamed, strange]) {
      expect(shown(lines)[0]).toBe('x: a longer text of number 0');
      expect(lines.texts).toHaveLength(12);
    }
    expect(note(strange, 'columns-chosen')).toContain('column 4, “art”');
  });

  it('of several files are of the classes these are named after', async () => {
    const lines = await files(['tolstoy.txt', 'one\n\n  two  \n'], ['chekhov.v2.txt', 'three\r\nfour\r\nfive']);
    expect(lines.classes).toEqual([
      { name: 'chekhov.v2', count: 3 },
      { name: 'tolstoy', count: 2 },
    ]);
    expect(lines.texts).toEqual(['one', 'two', 'three', 'four', 'five']);
  });

  it('of several files keep quotation marks, take a tab for a space and leave empty lines out', async () => {
    const contents = ['"Yes," he said.\n"No"\n\n', 'one\ttwo "three"\nfour', '"open\n"Label\ttext"'];
    expect(classTable(['a.txt', 'b.txt', 'c.txt'], contents).empty).toBe(1);
    const lines = await files(['a.txt', contents[0]], ['b.txt', contents[1]], ['c.txt', contents[2]]);
    expect(shown(lines)).toEqual([
      'a: "Yes," he said.',
      'a: "No"',
      'b: one two "three"',
      'b: four',
      'c: "open',
      'c: "Label text"',
    ]);
  });

  it('are of one class where labels differ by white space or capitals alone, and that is said', async () => {
    const lines = await paste('Spam\ta', 'Spam\tb', ' spam \tc', 'SPAM\td', 'not  spam\te', 'not spam\tf');
    expect(lines.classes.map(({ name, count }) => [name, count])).toEqual([
      ['Spam', 4],
      ['not spam', 2],
    ]);
    expect(note(lines, 'labels-merged')).toBe(
      '5 spellings of labels differ from another by white space or capitals alone, and became 2 classes: “Spam”, “not spam”.',
    );
  });

  it('are kept once when they repeat, and under both labels when they contradict themselves, and both is said', async () => {
    const lines = await paste('f\tRobin', 'f\tRobin', 'm\tRobin', 'f\tAnna', 'm\tPaul', 'f\tAnna');
    expect(shown(lines)).toEqual(['f: Robin', 'm: Robin', 'f: Anna', 'm: Paul']);
    expect(note(lines, 'duplicates-dropped')).toBe(
      '2 lines stand there before with the same label, and were left out.',
    );
    expect(note(lines, 'contradictions')).toBe(
      '1 text bears more than one label, such as “Robin” as “f” and “m”. All are learned; none can be right for both.',
    );
  });

  it(`are cut after ${MAXIMUM_LINE_SYMBOLS} symbols, one of 100,000 too, and that is said`, async () => {
    const lines = await paste(`a\t${'😀'.repeat(100_000)}`, `b\t${'x'.repeat(MAXIMUM_LINE_SYMBOLS)}`, 'a\tshort');
    expect(lines.texts.map((text) => [...text].length)).toEqual([MAXIMUM_LINE_SYMBOLS, MAXIMUM_LINE_SYMBOLS, 5]);
    expect(note(lines, 'lines-cut')).toMatch(/^1 line is longer than 500 characters/);
  });

  it('are folded like any text: composed accents, no control characters', async () => {
    const lines = await paste('a\tcafe\u0301', 'b\tt\u0007wo', 'a\tthree');
    expect(lines.texts).toEqual(['café', 'two', 'three']);
  });

  it('of a single class line and of uneven classes are told', async () => {
    const lines = await paste(...Array.from({ length: 20 }, (_, at) => `many\tline ${at}`), 'few\tonly one');
    expect(note(lines, 'classes-of-one')).toBe(
      '1 class has one line only, which cannot be held out to test on: “few”.',
    );
    expect(note(lines, 'classes-uneven')).toBe(
      'The classes are uneven: “many” has 20 lines, “few” 1. To answer always “many” would be right for 95 %.',
    );
  });

  it('without the columns of the others are left out, and that is said', async () => {
    const lines = await paste('a\tone', 'nothing here', 'b\ttwo', 'a\tthree', '\tno label');
    expect(lines.texts).toEqual(['one', 'two', 'three']);
    expect(note(lines, 'rows-incomplete')).toBe('1 line has no such columns, and was left out.');
    expect(note(lines, 'lines-empty')).toBe('1 line without a label or a text was left out.');
  });

  it('of 1,000 classes are read, and of 1,001 refused', async () => {
    const rows = (count: number): string[] =>
      Array.from({ length: 2 * count }, (_, at) => `class ${at % count}\ttext ${at}`);
    expect((await paste(...rows(1000))).classes).toHaveLength(1000);
    await expect(paste(...rows(1001))).rejects.toThrow('1,001 different labels, and at most 1,000 classes');
  });

  it('are refused in words when there is one class only, no label column, or nothing at all', async () => {
    await expect(paste('a\tone', 'a\ttwo')).rejects.toThrow('All lines of “Pasted text” are labelled “a”');
    const noLabels = '“Pasted text” has no column of labels beside its texts.';
    await expect(paste('A text of lines', 'without any label', 'at all')).rejects.toThrow(noLabels);
    await expect(paste('one\ttwo', 'three\tfour')).rejects.toThrow(noLabels);
    await expect(paste('text,id', 'one,1', 'two,2')).rejects.toThrow(noLabels);
    await expect(paste('', '  ')).rejects.toThrow(noLabels);
    await expect(files(['a.txt', '\n'], ['b.txt', ''])).rejects.toThrow('no line with a label and a text');
    await expect(files(['a.txt', 'one\ntwo'], ['b.txt', ''])).rejects.toThrow('are labelled “a”');
  });
});
