import { expect, it, vi } from 'vitest';
import { encodeModel } from '../../../src/formats/onnx/messages.ts';
import { stepGraph } from '../../../src/formats/onnx/step-graph.ts';
import { WritingSession } from '../../../src/writing/session.ts';
import { networkOf, randomParameters, VOCABULARY } from '../formats/fixtures.ts';

it('without WebAssembly SIMD a writing session says so, and what to do, as a DeviceError', async () => {
  // Runtimes ask validate() whether a module with SIMD instructions is valid: such a device answers no.
  vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  const network = networkOf();
  const model = encodeModel(
    stepGraph({
      network,
      vocabulary: VOCABULARY,
      tensors: randomParameters(network, 1),
      name: 'a',
      step: 1,
    }),
  );
  await expect(WritingSession.create(model)).rejects.toMatchObject({
    name: 'DeviceError',
    message: expect.stringMatching(/SIMD.*use a current Chrome, Edge, Firefox or Safari/) as string,
  });
});
