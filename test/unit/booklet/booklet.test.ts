/** The web page that a network becomes: the engine's numbers, and nothing of the text but its symbols. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readData } from '../../../src/booklet/data.ts';
import { Network } from '../../../src/booklet/network.ts';
import { Writer } from '../../../src/booklet/writer.ts';
import { parameterTable } from '../../../src/engine/parameters.ts';
import { RandomStream } from '../../../src/engine/rng.ts';
import { bookletOf } from '../../../src/formats/booklet.ts';
import { bookletBytes, MOST_BOOKLET_PARAMETERS } from '../../../src/shared/booklet.ts';
import type { NamedTensor, NetworkConfiguration, NetworkShape } from '../../../src/shared/network.ts';
import { createNetwork, lanesOf, REFERENCE_32 } from '../engine/support.ts';
import { checkpointOf, classifierOf, networkOf, randomParameters, VOCABULARY } from '../formats/fixtures.ts';

const STEPS = 200;

function page(changes: Partial<NetworkShape> = {}, name = '日记', seed = 5): string {
  const network = networkOf(changes);
  return bookletOf(checkpointOf({ network, tensors: randomParameters(network, seed) }), name, 'en');
}

/** What stands in the page, as its own script reads it. */
function opened(html: string): ReturnType<typeof readData> {
  const found = /<script type="application\/json" id="network">(.*?)<\/script>/s.exec(html);
  return readData(found?.[1] ?? '');
}

function engineLogits(configuration: NetworkConfiguration, tensors: NamedTensor[], ids: Int32Array): ArrayLike<number> {
  const { network, kernels } = createNetwork(REFERENCE_32, configuration, { lanes: 1, steps: STEPS });
  for (const { name, data } of tensors) kernels.floats.set(data, network.space.value(name));
  kernels.integers.set(ids, network.inputs);
  network.pack(kernels);
  network.forward(kernels, lanesOf(network), STEPS, null);
  return kernels.floats.slice(network.logits, network.logits + STEPS * configuration.vocabulary);
}

describe('the logits of the page', () => {
  const shapes: Partial<NetworkShape>[] = [
    { cell: 'rnn', nonlinearity: 'tanh' },
    { cell: 'rnn', nonlinearity: 'relu', layers: 2 },
    { cell: 'lstm', layers: 3 },
    { cell: 'gru', layers: 2 },
    { cell: 'lstm', layers: 2, input: { kind: 'embedding', width: 8 } },
    { cell: 'gru', input: { kind: 'embedding', width: 32 } },
  ];
  it.each(shapes)('of %o are the engine’s to 1e-5 over 200 steps', (shape) => {
    const network = networkOf(shape);
    const tensors = randomParameters(network, 5);
    const { data, weights } = opened(page(shape));
    const written = new Network(data.network, weights);
    const random = new RandomStream(99, 1);
    const ids = Int32Array.from({ length: STEPS }, () => Math.floor(random.uniform() * network.vocabulary));
    const expected = engineLogits(network, tensors, ids);
    let state = written.initialState();
    let largest = 0;
    for (const [t, id] of ids.entries()) {
      const step = written.step(id, state);
      state = step.state;
      step.logits.forEach((logit, v) => {
        largest = Math.max(largest, Math.abs(logit - expected[t * network.vocabulary + v]));
      });
    }
    expect(largest).toBeGreaterThan(0);
    expect(largest).toBeLessThan(1e-5);
  });
});

describe('the page', () => {
  it('has the numbers of every parameter, bit for bit, and none of the optimizer or the carried state', () => {
    const checkpoint = checkpointOf();
    const { data, weights } = opened(bookletOf(checkpoint, 'a', 'en'));
    for (const { name, data: numbers } of checkpoint.tensors) {
      if (name.startsWith('rnn') || name.startsWith('head')) expect(weights(name)).toEqual(numbers);
      else expect(() => weights(name)).toThrow(name);
    }
    expect(data.vocabulary).toEqual(VOCABULARY);
  });

  it('says nothing of the text: not its name, its hash, a sample of it, or the settings', () => {
    const html = bookletOf(checkpointOf(), 'a', 'en');
    for (const secret of ['日记.txt', 'ab'.repeat(32), '12345', '学 a🙂', 'validationShare', 'learningRate']) {
      expect(html).not.toContain(secret);
    }
  });

  it('lets nothing run, load or be sent but its own script, and no name becomes markup', () => {
    const name = '</title><script>alert(1)</script><img src=x>';
    const html = page({}, name);
    const [, style] = /<style>(.*?)<\/style>/s.exec(html) ?? [];
    const [, script] = /<script>(.*?)<\/script>/s.exec(html) ?? [];
    const hash = (text: string | undefined): string =>
      `'sha256-${createHash('sha256')
        .update(text ?? '')
        .digest('base64')}'`;
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash(script)}`,
      `style-src ${hash(style)}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html).not.toContain('<img');
    expect(html).not.toMatch(/https?:\/\//);
    expect(opened(html).data.name).toBe(name);
  });

  it('is as large as was said before, to a tenth', () => {
    const shape = { cell: 'lstm' as const, layers: 2, hidden: 64 };
    const html = page(shape);
    const said = bookletBytes(parameterTable(networkOf(shape)).count, VOCABULARY.symbols.length);
    expect(new Blob([html]).size / said).toBeGreaterThan(0.9);
    expect(new Blob([html]).size / said).toBeLessThan(1.1);
  });

  it('writes the same from the same seed, goes on from a prompt, and never writes the rare symbol', async () => {
    const { data, weights } = opened(page({ layers: 2 }));
    const write = async (seed: number): Promise<string> => {
      const writer = new Writer(data, new Network(data.network, weights), seed);
      await writer.begin('a é');
      return Array.from({ length: 200 }, () => writer.next(0.9)).join('');
    };
    const text = await write(1);
    expect(await write(1)).toBe(text);
    expect(await write(2)).not.toBe(text);
    expect(text).not.toContain('\uFFFD');
    await expect(new Writer(data, new Network(data.network, weights), 1).begin('zzz')).rejects.toThrow('z');
  });

  it('is refused in words for a network that is too large, or does something else than write on', () => {
    const large = networkOf({ cell: 'lstm', layers: 2, hidden: 1024 });
    const { count } = parameterTable(large);
    expect(() => bookletOf(checkpointOf({ network: large, tensors: [] }), 'a', 'en')).toThrow(
      `This network has ${count.toLocaleString('en')} parameters, and a page that writes by itself holds at most ${MOST_BOOKLET_PARAMETERS.toLocaleString('en')}.`,
    );
    const other = classifierOf(1);
    expect(() => bookletOf(checkpointOf({ network: other, tensors: [] }), 'a', 'en')).toThrow(
      'Only a network that writes on can become a page',
    );
  });
});
