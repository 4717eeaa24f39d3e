/** Writes as the app's writing worker does, through an exported step graph in onnxruntime-web. */
import * as Comlink from 'comlink';
import * as ort from 'onnxruntime-web/wasm';
import { initialise } from '../../../src/engine/initialise.ts';
import { parameterTable } from '../../../src/engine/parameters.ts';
import { encodeModel } from '../../../src/formats/onnx/messages.ts';
import { stepGraph } from '../../../src/formats/onnx/step-graph.ts';
import type { NetworkFor } from '../../../src/shared/network.ts';
import { DEFAULT_SETTINGS, networkFor } from '../../../src/shared/settings.ts';
import { Sampler } from '../../../src/writing/sampling.ts';
import { WritingSession } from '../../../src/writing/session.ts';
import type { WritingBenchWorker, WritingCase } from './interface.ts';

interface Writer {
  /** @returns characters a second. */
  write(milliseconds: number): Promise<number>;
  release(): Promise<void>;
}

const SAMPLING = { temperature: 0.7, topK: 0, topP: 1 };

/** An untrained network as the file the app exports: what it writes means nothing, but costs the same. */
function modelOf({ cell, hidden, layers, vocabulary }: WritingCase): Uint8Array<ArrayBuffer> {
  const shape = networkFor({ ...DEFAULT_SETTINGS, cell, hidden, layers }, vocabulary);
  const network: NetworkFor<'continue'> = { ...shape, task: { kind: 'continue' }, directions: 1 };
  const table = parameterTable(network);
  const values = new Float32Array(table.length);
  initialise(values, table, network, 1);
  const tensors = table.entries.map(({ name, shape, offset, length }) => ({
    ...{ name, shape, data: values.subarray(offset, offset + length) },
  }));
  const symbols = Array.from({ length: vocabulary }, (_, id) => String.fromCodePoint(0x100 + id));
  return encodeModel(stepGraph({ network, vocabulary: { symbols, rare: null }, tensors, name: 'bench', step: 0 }));
}

/** One text, exactly as the app writes it: in pieces of a few hundred characters until the time is up. */
async function single(model: Uint8Array): Promise<Writer> {
  const session = await WritingSession.create(model);
  const [prompt] = session.metadata.vocabulary.symbols;
  let seed = 1;
  return {
    async write(milliseconds) {
      const settings = { ...SAMPLING, prompt, length: 100_000, seed: seed++ };
      const end = performance.now() + milliseconds;
      return (
        await session.write(
          settings,
          () => undefined,
          () => performance.now() > end,
        )
      ).charactersPerSecond;
    },
    release: () => session.release(),
  };
}

/** Several texts side by side, each symbol chosen by the app's sampler. */
async function many(model: Uint8Array, { cell, hidden, layers, vocabulary, batch }: WritingCase): Promise<Writer> {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  const sampler = new Sampler(vocabulary, null, SAMPLING);
  const zeros = (): ort.Tensor =>
    new ort.Tensor('float32', new Float32Array(layers * batch * hidden), [layers, batch, hidden]);
  const names = cell === 'lstm' ? ['h', 'c'] : ['h'];
  let state = Object.fromEntries(names.map((name) => [name, zeros()]));
  const symbols = new BigInt64Array(batch);
  return {
    async write(milliseconds) {
      const begun = performance.now();
      for (let steps = 1; ; steps++) {
        const symbol = new ort.Tensor('int64', symbols, [batch]);
        const results = await session.run({ symbol, ...state });
        const logits = results['logits'].data as Float32Array;
        for (let text = 0; text < batch; text++) {
          const row = logits.subarray(text * vocabulary, (text + 1) * vocabulary);
          symbols[text] = BigInt(sampler.sample(row, Math.random()));
        }
        state = Object.fromEntries(names.map((name) => [name, results[`${name}_next`]]));
        const passed = performance.now() - begun;
        if (passed >= milliseconds) return (steps * batch * 1000) / passed;
      }
    },
    release: () => session.release(),
  };
}

const opened = new Map<number, Writer>();
let next = 1;

function find(id: number): Writer {
  const found = opened.get(id);
  if (found === undefined) throw new RangeError(`No writing case ${id} is open.`);
  return found;
}

const bench: WritingBenchWorker = {
  async open(writing) {
    const model = modelOf(writing);
    const id = next++;
    opened.set(id, writing.batch === 1 ? await single(model) : await many(model, writing));
    return id;
  },
  write: (id, milliseconds) => find(id).write(milliseconds),
  async close(id) {
    await find(id).release();
    opened.delete(id);
  },
};
Comlink.expose(bench);
