import { describe, expect, it } from 'vitest';
import { leadOf } from '../../../src/training/lead.ts';

const NEWLINE = 0;
/** `length` symbols that are no newline, each another than its neighbours. */
const line = (length: number): number[] => Array.from({ length }, (_, at) => 1 + (at % 7));

describe('what is read before a sample', () => {
  it('is a hundred symbols that end where the first paragraph behind them ends, though lines end before it', () => {
    const text = Uint16Array.of(...line(40), NEWLINE, ...line(80), NEWLINE, ...line(30), NEWLINE, NEWLINE, ...line(50));
    const lead = leadOf(text, NEWLINE);
    expect(lead).toEqual(text.slice(54, 154));
    expect([...lead.slice(-2)]).toEqual([NEWLINE, NEWLINE]);
  });

  it('ends with a line where there are no paragraphs, and never between two newlines', () => {
    const text = Uint16Array.of(...line(120), NEWLINE, ...line(20), NEWLINE, ...line(9));
    expect(leadOf(text, NEWLINE)).toEqual(text.slice(21, 121));
    const apart = Uint16Array.of(...line(99), NEWLINE, NEWLINE, ...line(9));
    expect(leadOf(apart, NEWLINE)).toEqual(apart.slice(1, 101));
  });

  it('is the beginning of a text that has no newline, or is shorter', () => {
    const text = Uint16Array.of(...line(300));
    expect(leadOf(text, NEWLINE)).toEqual(text.slice(0, 100));
    expect(leadOf(text, -1)).toEqual(text.slice(0, 100));
    expect(leadOf(text.slice(0, 3), NEWLINE)).toEqual(text.slice(0, 3));
  });
});
