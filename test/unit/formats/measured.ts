/** What reading a file costs, whatever comes of it. */

export const MEBIBYTE = 1024 * 1024;
/** No file may keep a reader busy for longer. */
export const SLOWEST_MS = 1000;

export interface Cost {
  /** Of processor time of this process alone: another that takes the processor away makes no reader slow. */
  readonly milliseconds: number;
  /** Bytes that memory grew by; a collection in between makes it less. */
  readonly growth: number;
}

function held(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Does it, and says what it cost beside what it gives. */
export async function measured<Result>(read: () => Result | Promise<Result>): Promise<Cost & { result: Result }> {
  const before = held();
  const begun = process.cpuUsage();
  const result = await read();
  const { user, system } = process.cpuUsage(begun);
  return { result, milliseconds: (user + system) / 1000, growth: held() - before };
}
