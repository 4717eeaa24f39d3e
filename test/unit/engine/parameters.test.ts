import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parameterTable } from '../../../src/engine/parameters.ts';
import type { CellKind, NetworkConfiguration } from '../../../src/shared/network.ts';
import { configuration } from './support.ts';

/** By "cell layers directions input": names and shapes of PyTorch's state_dict, for V = 5, H = 3 and E = 2. */
const shapes = JSON.parse(
  readFileSync(new URL('../../fixtures/pytorch/parameters.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Readonly<Record<string, string>>>>;

function networkOf(key: string): NetworkConfiguration {
  const [cell, layers, directions, input] = key.split(' ');
  const shape = {
    cell: cell as CellKind,
    layers: Number(layers),
    input: input === 'embedding' ? ({ kind: 'embedding', width: 2 } as const) : ({ kind: 'one-hot' } as const),
    hidden: 3,
    vocabulary: 5,
  };
  if (directions === '1') return configuration(shape);
  return configuration(shape, { task: { kind: 'classify', classes: 5, pooling: 'last' }, directions: 2 });
}

describe('the parameter table', () => {
  test('is compared for 3 cells, 1 to 4 layers, 1 and 2 directions, both inputs', () => {
    expect(Object.keys(shapes)).toHaveLength(3 * 4 * 2 * 2);
  });

  test.each(Object.keys(shapes))("has PyTorch's names, order and shapes: %s", (key) => {
    const { entries, count } = parameterTable(networkOf(key));
    const ours = entries.map(({ name, shape }) => [name, shape.join('x')]);
    expect(ours).toEqual(Object.entries(shapes[key]));
    const sizes = Object.values(shapes[key]).map((shape) => shape.split('x').reduce((n, size) => n * Number(size), 1));
    expect(count).toBe(sizes.reduce((sum, size) => sum + size, 0));
    expect(entries.map(({ length }) => length)).toEqual(sizes);
  });

  test('lays the parameters out in order, each on 64 bytes, without overlap', () => {
    for (const key of Object.keys(shapes)) {
      const { entries, length } = parameterTable(networkOf(key));
      let end = 0;
      for (const entry of entries) {
        expect(entry.offset % 16).toBe(0);
        expect(entry.offset).toBeGreaterThanOrEqual(end);
        end = entry.offset + entry.length;
      }
      expect(length).toBeGreaterThanOrEqual(end);
    }
  });

  test('finds a parameter by name and names what there is when there is none', () => {
    const table = parameterTable(configuration({ cell: 'gru' }));
    expect(table.get('rnn.bias_hh_l0')).toMatchObject({ name: 'rnn.bias_hh_l0', shape: [24], length: 24 });
    expect(() => table.get('rnn.bias_hh_l1')).toThrow(
      /No parameter rnn\.bias_hh_l1; there are rnn\.weight_ih_l0, .*head\.bias/,
    );
  });
});
