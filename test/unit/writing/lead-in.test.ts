import { describe, expect, it } from 'vitest';
import { leadIn } from '../../../src/writing/lead-in.ts';
import type { StepResult } from '../../../src/writing/step-runtime.ts';
import { networkOf } from '../formats/fixtures.ts';

const network = networkOf({ cell: 'gru', layers: 1, hidden: 16 });
const SYMBOLS = ['a', 'b', '\n'];

/** Leads in with a network that writes `script` over and over. @returns all it read until the place, and what ends it. */
async function lead(script: string, symbols = SYMBOLS, stopsAfter = Infinity) {
  const read = new Map<StepResult, string>();
  const written: string[] = [];
  let text = '';
  const runtime = {
    metadata: { task: 'continue' as const, network, vocabulary: { symbols, rare: null }, name: 'test', step: 1 },
    initialState: () => ({}),
    step: (id: number) => {
      text += symbols[id];
      const result = { logits: new Float32Array(symbols.length), state: {} };
      read.set(result, text);
      return Promise.resolve(result);
    },
  };
  const choose = (): number => {
    written.push(script[written.length % script.length]);
    return symbols.indexOf(written[written.length - 1]);
  };
  const place = await leadIn(runtime, choose, () => Promise.resolve(written.length >= stopsAfter));
  return place === null ? null : { read: read.get(place.at), ending: place.ending.map((id) => symbols[id]).join('') };
}

describe('before it writes for a person, a network writes for itself', () => {
  it('from a newline to the end of the first paragraph after a hundred symbols, whose newlines are still to be read', async () => {
    const poem = 'aab\nbba\n\n';
    const place = await lead(poem);
    expect(place).toEqual({ read: `\n${poem.repeat(11)}aab\nbba`, ending: '\n\n' });
  });

  it('from a space, where it knows one: nothing before a newline is nothing it has read', async () => {
    expect(await lead('ab', ['a', 'b', '\n', ' '])).toEqual({ read: ` ${'ab'.repeat(100)}`, ending: '\n' });
  });

  it('to the end of the last line of two hundred symbols where it writes no paragraphs', async () => {
    const line = 'aababab\n';
    expect(await lead(line)).toEqual({ read: `\n${line.repeat(24)}aababab`, ending: '\n' });
  });

  it('as far as two hundred symbols where no line ends', async () => {
    expect(await lead('ab')).toEqual({ read: `\n${'ab'.repeat(100)}`, ending: '\n' });
  });

  it('from its first symbol, with nothing to end a line, where it knows no newline', async () => {
    expect(await lead('ab', ['a', 'b'])).toEqual({ read: `a${'ab'.repeat(100)}`, ending: '' });
  });

  it('until it is stopped', async () => {
    expect(await lead('ab', SYMBOLS, 5)).toBeNull();
  });
});
