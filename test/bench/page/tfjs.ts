/** TensorFlow.js with its WebAssembly backend trains the same network. Its files stand beside this page once installed. */

interface Tensor {
  dispose(): void;
}
interface Model {
  add(layer: unknown): void;
  compile(options: { optimizer: unknown; loss: string }): void;
  trainOnBatch(x: Tensor, y: Tensor): Promise<unknown>;
}
/** What is used of it here. */
interface TensorFlow {
  readonly wasm: { setWasmPaths(folder: string): void; setThreadsCount(threads: number): void };
  readonly layers: { lstm(options: object): unknown; dense(options: object): unknown };
  readonly train: { adam(rate: number): unknown };
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  sequential(): Model;
  tensor2d(values: readonly number[], shape: readonly number[], type: 'int32'): Tensor;
  oneHot(ids: Tensor, depth: number): Tensor;
}

export interface TfjsCase {
  readonly hidden: number;
  readonly layers: number;
  readonly vocabulary: number;
  readonly lanes: number;
  readonly steps: number;
  readonly threads: number;
}

const FOLDER = new URL('peers/', document.baseURI).href;

function script(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = FOLDER + name;
    element.onload = () => resolve();
    element.onerror = () => reject(new Error(`${name} could not be loaded.`));
    document.head.append(element);
  });
}

let step: (() => Promise<unknown>) | null = null;
let characters = 0;

const tfjs = {
  async open({ hidden, layers, vocabulary, lanes, steps, threads }: TfjsCase): Promise<void> {
    await script('tf.min.js');
    await script('tf-backend-wasm.min.js');
    const { tf } = window as unknown as { tf: TensorFlow };
    tf.wasm.setWasmPaths(FOLDER);
    tf.wasm.setThreadsCount(threads);
    if (!(await tf.setBackend('wasm'))) throw new Error('The wasm backend of TensorFlow.js does not start.');
    await tf.ready();
    const model = tf.sequential();
    for (let layer = 0; layer < layers; layer++) {
      const input = layer === 0 ? { inputShape: [steps, vocabulary] } : {};
      model.add(tf.layers.lstm({ units: hidden, returnSequences: true, ...input }));
    }
    model.add(tf.layers.dense({ units: vocabulary, activation: 'softmax' }));
    model.compile({ optimizer: tf.train.adam(2e-3), loss: 'categoricalCrossentropy' });
    const batch = (): Tensor => {
      const ids = Array.from({ length: lanes * steps }, () => Math.floor(Math.random() * vocabulary));
      return tf.oneHot(tf.tensor2d(ids, [lanes, steps], 'int32'), vocabulary);
    };
    const [x, y] = [batch(), batch()];
    step = () => model.trainOnBatch(x, y);
    characters = lanes * steps;
  },

  /** @returns characters a second, of one step at least. */
  async train(milliseconds: number): Promise<number> {
    if (step === null) throw new Error('No network is open.');
    const begun = performance.now();
    for (let count = 1; ; count++) {
      await step();
      const passed = performance.now() - begun;
      if (passed >= milliseconds) return (count * characters * 1000) / passed;
    }
  },
};

declare global {
  interface Window {
    tfjs: typeof tfjs;
  }
}

window.tfjs = tfjs;
