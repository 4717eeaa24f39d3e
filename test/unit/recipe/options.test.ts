import { describe, expect, it } from 'vitest';
import { readOptions, USAGE } from '../../../recipe/options.ts';
import { SETTING_KEYS } from '../../../src/shared/settings.ts';

const paths = ['--text', 'a.txt', '--json', 'o.json'];

describe('the options of the recipe', () => {
  it('are paths and every setting by its own name, joined by hyphens or not, with a space or an equals sign', () => {
    expect(readOptions(paths)).toEqual({
      ...{ text: 'a.txt', from: null, json: 'o.json', safetensors: null, onnx: null },
      ...{ preset: null, minutes: null, stopAfter: null, given: {} },
    });
    expect(readOptions([...paths, '--preset', 'overnight', '--minutes=90', '--stop-after', '60'])).toMatchObject({
      preset: { id: 'overnight' },
      minutes: 90,
      stopAfter: 60,
    });
    const more = [
      '--from',
      'f',
      '--safetensors',
      's',
      '--onnx=n',
      '--window-steps',
      '64',
      '--learningRate=1e-3',
      '--cell',
      'gru',
    ];
    expect(readOptions([...paths, ...more])).toMatchObject({
      from: 'f',
      safetensors: 's',
      onnx: 'n',
      given: { windowSteps: 64, learningRate: 0.001, cell: 'gru' },
    });
    for (const key of SETTING_KEYS) {
      expect(USAGE).toContain(`--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} `);
    }
  });

  it('that are unknown, lack their value or are beyond a limit are all refused at once, in the words of the form', () => {
    const wrong = [
      '--fast',
      '--hidden',
      '8',
      '--cell=tree',
      '--passes',
      '--layers',
      'two',
      'stray',
      '--preset=week',
      '--minutes=0',
      '--stop-after=never',
    ];
    let message = '';
    try {
      readOptions(wrong);
    } catch (error) {
      expect(error).toMatchObject({ name: 'InputError' });
      message = (error as Error).message;
    }
    for (const said of [
      '--fast is not an option',
      'Hidden units is 8; it must be a whole number from 16 to 1024',
      'Cell is “tree”; choose one of RNN, LSTM, GRU',
      '--passes needs a value',
      'Layers is “two”; it must be a whole number',
      '--preset is “week”; choose one of minute, ten-minutes, overnight',
      '--minutes is “0”; it must be a number above 0',
      'stray is not an option',
      '--text PATH is missing',
      '--json OUT is missing',
    ]) {
      expect(message).toContain(said);
    }
  });
});
