import { describe, expect, test } from 'vitest';
import { isQuatrain, judgeQuatrains } from '../../../recipe/quatrains.ts';
import { encodeModel } from '../../../src/formats/onnx/messages.ts';
import { stepGraph } from '../../../src/formats/onnx/step-graph.ts';
import { networkOf, randomParameters, VOCABULARY } from '../formats/fixtures.ts';

describe('a poem is a quatrain', () => {
  test('when it has two couplets of five and five characters, each closed by a stop, with a line’s end or without', () => {
    expect(isQuatrain('四时运灰琯，一夕变冬春。\n送寒余雪尽，迎岁早梅新。')).toBe(true);
    expect(isQuatrain('四时运灰琯，一夕变冬春！\n送寒余雪尽，迎岁早梅新？\n')).toBe(true);
  });

  test.each([
    ['of one couplet', '四时运灰琯，一夕变冬春。'],
    ['with a line of six', '四时运灰琯，一夕变冬春。\n送寒余雪尽，迎岁早梅又新。'],
    ['without its last stop', '四时运灰琯，一夕变冬春。\n送寒余雪尽，迎岁早梅新'],
    ['with a letter', '四时运灰琯，一夕变冬a。\n送寒余雪尽，迎岁早梅新。'],
    ['of three couplets', '四时运灰琯，一夕变冬春。\n送寒余雪尽，迎岁早梅新。\n送寒余雪尽，迎岁早梅新。'],
  ])('but not %s', (_, poem) => {
    expect(isQuatrain(poem)).toBe(false);
  });
});

test('a network that has learned nothing writes none, and all it wrote is told', async () => {
  const vocabulary = { ...VOCABULARY, symbols: VOCABULARY.symbols };
  const network = networkOf({ cell: 'gru', layers: 1, hidden: 16 });
  const model = encodeModel(
    stepGraph({ network, vocabulary, tensors: randomParameters(network, 1, 1), name: 'test', step: 1 }),
  );
  const { written, quatrains, others } = await judgeQuatrains(model, 3, 1);
  expect({ written, quatrains, others: others.length }).toEqual({ written: 3, quatrains: 0, others: 3 });
});
