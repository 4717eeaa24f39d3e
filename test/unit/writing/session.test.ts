import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeModel } from '../../../src/formats/onnx/messages.ts';
import { stepGraph } from '../../../src/formats/onnx/step-graph.ts';
import type { NamedTensor } from '../../../src/shared/network.ts';
import type { WritingSettings } from '../../../src/shared/writing-worker.ts';
import { WritingSession } from '../../../src/writing/session.ts';
import { networkOf, randomParameters, VOCABULARY } from '../formats/fixtures.ts';

const network = networkOf({ cell: 'lstm', layers: 2, hidden: 32 });
// Weights this large make the next symbol depend on the ones before, so that different beginnings go on differently.
const tensors = randomParameters(network, 8, 1);
const settings: WritingSettings = { prompt: 'a a', length: 300, temperature: 1, topK: 0, topP: 1, seed: 7 };
const never = (): boolean => false;

function modelOf(parameters: readonly NamedTensor[]): Uint8Array {
  return encodeModel(stepGraph({ network, vocabulary: VOCABULARY, tensors: parameters, name: 'test', step: 3 }));
}

let session: WritingSession;
beforeAll(async () => {
  session = await WritingSession.create(modelOf(tensors));
});
afterAll(() => session.release());

async function write(changes: Partial<WritingSettings> = {}): Promise<{ text: string; unseen: readonly string[] }> {
  let text = '';
  const result = await session.write({ ...settings, ...changes }, (chunk) => (text += chunk), never);
  expect(result).toMatchObject({ written: [...text].length, stopped: false });
  return { text, unseen: result.unseen };
}

describe('a writing session', () => {
  it('needs nothing but the model: vocabulary, network, name and step come out of it', () => {
    expect(session.metadata).toEqual({ task: 'continue', network, vocabulary: VOCABULARY, name: 'test', step: 3 });
  });

  it('writes as many symbols as asked, all of the vocabulary and never the rare one', async () => {
    const { text } = await write();
    expect([...text]).toHaveLength(300);
    const known = new Set(VOCABULARY.symbols.filter((_, id) => id !== VOCABULARY.rare));
    expect([...text].filter((symbol) => !known.has(symbol))).toEqual([]);
  });

  it('writes the same text for the same settings, and another for another seed or beginning', async () => {
    const { text } = await write();
    expect((await write()).text).toBe(text);
    expect((await write({ seed: 8 })).text).not.toBe(text);
    expect((await write({ prompt: '学🙂' })).text).not.toBe(text);
  });

  it('writes the beginning of a longer text when asked for less', async () => {
    expect((await write()).text.startsWith((await write({ length: 50 })).text)).toBe(true);
  });

  it('names the unseen characters of the beginning', async () => {
    expect((await write({ prompt: 'aQxQ', length: 5 })).unseen).toEqual(['Q', 'x']);
  });

  it('refuses a beginning of only unseen characters, and settings out of range, before it writes', async () => {
    const chunks: string[] = [];
    const begin = (changes: Partial<WritingSettings>) =>
      session.write({ ...settings, ...changes }, (chunk) => chunks.push(chunk), never);
    await expect(begin({ prompt: 'ΩΨ' })).rejects.toThrow(/none of the characters of your beginning \(Ω Ψ\)/);
    await expect(begin({ temperature: NaN })).rejects.toThrow(
      /Temperature is not a number; it must be a number from 0\.05 to 2/,
    );
    await expect(begin({ length: 0, topP: 2 })).rejects.toThrow(/Length is 0.*Top-p is 2/);
    expect(chunks).toEqual([]);
  });

  it('stops when a message asks for it, keeps what was written, and can write again', async () => {
    let text = '';
    let stop = false;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (stop = true);
    const writing = session.write(
      { ...settings, length: 100_000 },
      (chunk) => (text += chunk),
      () => stop,
    );
    port2.postMessage('stop');
    const result = await writing;
    port1.close();
    expect(result.stopped).toBe(true);
    expect(result.written).toBeLessThan(100_000);
    expect([...text]).toHaveLength(result.written);
    expect((await write()).text.startsWith(text.slice(0, 20))).toBe(true);
  });

  it('hands the text on in pieces about thirty times a second, not symbol by symbol', async () => {
    const began = performance.now();
    const chunks: string[] = [];
    await session.write({ ...settings, length: 2000 }, (chunk) => chunks.push(chunk), never);
    expect(chunks.length).toBeLessThanOrEqual((performance.now() - began) / 33 + 2);
  });

  it('refuses a second text while one is being written, and the first comes out whole', async () => {
    const first = write();
    await expect(session.write(settings, () => undefined, never)).rejects.toMatchObject({ name: 'StateError' });
    expect([...(await first).text]).toHaveLength(300);
  });

  it('says that the network diverged when its weights are not numbers', async () => {
    const broken = await WritingSession.create(
      modelOf(
        tensors.map((tensor) =>
          tensor.name === 'head.bias' ? { ...tensor, data: new Float32Array(7).fill(NaN) } : tensor,
        ),
      ),
    );
    await expect(broken.write(settings, () => undefined, never)).rejects.toMatchObject({
      name: 'StateError',
      message: expect.stringMatching(/NaN.*diverged/) as string,
    });
    await broken.release();
  });

  it('is not made from bytes that are no model of ours', async () => {
    await expect(WritingSession.create(new TextEncoder().encode('hello'))).rejects.toMatchObject({
      name: 'FormatError',
    });
  });

  it('says that the device cannot run it when the runtime refuses the model', async () => {
    const model = modelOf(tensors).slice();
    // An operator no runtime knows, in a model whose metadata is sound: \u0004 is the length of the name.
    const place = new TextDecoder('latin1').decode(model).indexOf('\u0004Gemm');
    model.set(new TextEncoder().encode('Gexx'), place + 1);
    await expect(WritingSession.create(model)).rejects.toMatchObject({ name: 'DeviceError' });
  });
});
