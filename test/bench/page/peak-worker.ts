/** One thread that does nothing but multiply and add. */
export interface PeakOrder {
  /** The module, with the first order. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly milliseconds: number;
}

interface PeakExports {
  operationsPerTurn: () => number;
  turn: (turns: number) => number;
}

/** Some hundred microseconds. */
const TURNS = 50_000;

let peak: PeakExports | null = null;

async function compiled(bytes: Uint8Array<ArrayBuffer>): Promise<PeakExports> {
  const { instance } = await WebAssembly.instantiate(bytes);
  return instance.exports as unknown as PeakExports;
}

function gflops({ operationsPerTurn, turn }: PeakExports, milliseconds: number): number {
  const begun = performance.now();
  for (let calls = 1; ; calls++) {
    turn(TURNS);
    const passed = performance.now() - begun;
    if (passed >= milliseconds) return (calls * TURNS * operationsPerTurn()) / passed / 1e6;
  }
}

addEventListener('message', ({ data: { bytes, milliseconds } }: MessageEvent<PeakOrder>) => {
  void (async () => {
    if (bytes !== undefined) peak = await compiled(bytes);
    if (peak !== null) postMessage(gflops(peak, milliseconds));
  })();
});
