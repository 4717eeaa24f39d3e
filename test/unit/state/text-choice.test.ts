import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/shared/errors.ts';
import type { TextInput, TextSummary } from '../../../src/shared/text.ts';
import { TextChoice } from '../../../src/state/text-choice.svelte.ts';
import { textSummary, workerWith } from './worker-double.ts';

describe('TextChoice', () => {
  test('a text that cannot be used is named as a problem, and the one before stays chosen', async () => {
    const choice = new TextChoice(
      workerWith({
        readText: (input) =>
          input.kind === 'paste'
            ? Promise.reject(new InputError('The text has 3 characters; at least 200 are needed.'))
            : Promise.resolve(textSummary({ id: 'good' })),
      }),
    );
    await choice.useSample('sonnets');
    expect(await choice.paste('abc')).toBeNull();
    expect(choice.problem).toBe('The text has 3 characters; at least 200 are needed.');
    expect([choice.chosen?.id, choice.reading]).toEqual(['good', null]);
  });

  test('of two texts asked for, the later one is chosen, whichever is read first', async () => {
    const answers = new Map<string, (text: TextSummary) => void>();
    const choice = new TextChoice(
      workerWith({
        readText: (input) => new Promise((resolve) => answers.set(input.kind === 'sample' ? input.id : '', resolve)),
      }),
    );
    const slow = choice.useSample('moby-dick');
    const quick = choice.useSample('sonnets');
    answers.get('sonnets')!(textSummary({ id: 'sonnets' }));
    await quick;
    answers.get('moby-dick')!(textSummary({ id: 'moby-dick' }));
    await slow;
    expect(choice.chosen?.id).toBe('sonnets');
    expect(choice.known.map(({ id }) => id)).toEqual(['moby-dick', 'sonnets']);
  });

  test('with nothing chosen the first sample is read, and with something chosen nothing is', async () => {
    const asked: TextInput[] = [];
    const choice = new TextChoice(
      workerWith({
        readText: (input) => {
          asked.push(input);
          return Promise.resolve(textSummary());
        },
      }),
    );
    await choice.ensure('continue');
    await choice.ensure('continue');
    expect(asked).toEqual([{ kind: 'sample', id: 'moby-dick' }]);
  });

  test('the text read last on an earlier visit is chosen again', async () => {
    const texts = [textSummary({ id: 'old', createdAt: 1 }), textSummary({ id: 'new', createdAt: 2 })];
    const choice = new TextChoice(workerWith({ texts: () => Promise.resolve(texts) }));
    await choice.restore();
    expect(choice.chosen?.id).toBe('new');
  });
});
