/** The import of `env.memory` as the binary format writes it: two names, "memory" as the kind, then the limits' flags. */
const IMPORT = [3, ...ascii('env'), 6, ...ascii('memory'), 2];
const HAS_MAXIMUM = 1;
const HAS_MAXIMUM_AND_IS_SHARED = 3;

/**
 * The same module over a memory of one thread's own, for pages that are not cross-origin isolated: whether an imported
 * memory is shared is one flag of the binary (WebAssembly core specification, limits), and no instruction depends on it.
 */
export function withPrivateMemory(module: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(module);
  const start = copy.findIndex((_, at) => IMPORT.every((byte, i) => copy[at + i] === byte));
  const flags = start + IMPORT.length;
  if (start < 0 || copy[flags] !== HAS_MAXIMUM_AND_IS_SHARED) {
    throw new TypeError('The kernels do not import a shared memory as env.memory.');
  }
  copy[flags] = HAS_MAXIMUM;
  return copy;
}

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
