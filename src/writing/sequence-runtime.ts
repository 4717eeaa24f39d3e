/** Runs exported graphs of whole sequences, many at once: padded to the longest, which changes nothing. */
import type { OpenPassage } from './filling.ts';
import { GraphRuntime, openGraph } from './graph-runtime.ts';
import { counts, ids, type Tensor } from './runtime.ts';

/** Sequences of ids side by side, and how long each is. */
function batchOf(sequences: readonly ArrayLike<number>[]): { readonly symbols: Tensor; readonly lengths: Tensor } {
  const B = sequences.length;
  const T = sequences.reduce((most, { length }) => Math.max(most, length), 1);
  const symbols = new BigInt64Array(B * T);
  for (const [lane, sequence] of sequences.entries()) {
    for (let t = 0; t < sequence.length; t++) symbols[lane * T + t] = BigInt(sequence[t]);
  }
  return {
    symbols: ids(symbols, B, T),
    lengths: counts(
      Int32Array.from(sequences, ({ length }) => length),
      B,
    ),
  };
}

/** Logits of `count` sequences side by side, apart. */
function rowsOf(logits: Tensor, count: number): readonly Float32Array[] {
  const data = logits.data as Float32Array;
  const width = data.length / count;
  return Array.from({ length: count }, (_, lane) => data.subarray(lane * width, (lane + 1) * width));
}

export class FillRuntime extends GraphRuntime<'fill'> {
  /**
   * @param model an ONNX file of a `fillGraph`.
   * @throws FormatError when it is not one, DeviceError when the runtime cannot run here.
   */
  static async create(model: Uint8Array): Promise<FillRuntime> {
    return new FillRuntime(await openGraph(model, 'fill'));
  }

  /**
   * @param passages none empty, all with as many open places.
   * @returns per passage [P · V]: logits of what stands at each of its open places.
   */
  async predict(passages: readonly OpenPassage[]): Promise<readonly Float32Array[]> {
    const B = passages.length;
    const P = passages[0].places.length;
    const places = BigInt64Array.from(
      passages.flatMap((passage) => [...passage.places]),
      BigInt,
    );
    const feeds = { ...batchOf(passages.map((passage) => passage.ids)), places: ids(places, B, P) };
    const { logits } = await this.session.run(feeds);
    return rowsOf(logits, B);
  }
}

export class ClassifyRuntime extends GraphRuntime<'classify'> {
  /**
   * @param model an ONNX file of a `classifyGraph`.
   * @throws FormatError when it is not one, DeviceError when the runtime cannot run here.
   */
  static async create(model: Uint8Array): Promise<ClassifyRuntime> {
    return new ClassifyRuntime(await openGraph(model, 'classify'));
  }

  /**
   * @param lines ids, none empty.
   * @returns per line [C] logits.
   */
  async classify(lines: readonly ArrayLike<number>[]): Promise<readonly Float32Array[]> {
    const { logits } = await this.session.run({ ...batchOf(lines) });
    return rowsOf(logits, lines.length);
  }
}
