import { ALIGNMENT, roundUp, type Address } from '../../layout.ts';
import type { KernelName, Kernels, KernelSet } from '../interface.ts';
import { arenaRefused } from '../refusal.ts';
import type { KernelExports } from './exports.ts';
import { packedLength, simdKernels } from './kernels.ts';
import { withPrivateMemory } from './private-memory.ts';

const PAGE_BYTES = 65_536;
/** The module's own bound; a memory may have less. */
const MAXIMUM_PAGES = 65_536;
/** Addresses below this are no one's, so that 0 is never the start of an array. */
const FIRST: Address = ALIGNMENT;

/** A compiled kernel module, from which any number of instances can be made, over one memory or several. */
export class SimdProgram {
  readonly name: KernelName;
  readonly module: WebAssembly.Module;
  /** Whether threads can compute in one memory. */
  readonly shared: boolean;
  /** Elements of scratch each instance needs for itself. */
  readonly scratchLength: number;

  private constructor(name: KernelName, module: WebAssembly.Module, shared: boolean) {
    this.name = name;
    this.module = module;
    this.shared = shared;
    this.scratchLength = roundUp(this.instantiate(this.#memory(0, MAXIMUM_PAGES)).scratchLength(), ALIGNMENT);
  }

  /** @param bytes of a build; see builds.d.ts. */
  static async compile(name: KernelName, bytes: Uint8Array<ArrayBuffer>, shared: boolean): Promise<SimdProgram> {
    const module = await WebAssembly.compile(shared ? bytes : withPrivateMemory(bytes));
    return new SimdProgram(name, module, shared);
  }

  /** The program another thread compiled, with a shared memory. */
  static of(name: KernelName, module: WebAssembly.Module): SimdProgram {
    return new SimdProgram(name, module, true);
  }

  /** A memory of at least `length` elements, all zero. @throws DeviceError when the device cannot give it. */
  createMemory(length: number): WebAssembly.Memory {
    const pages = Math.ceil((length * 4) / PAGE_BYTES);
    try {
      return this.#memory(pages, pages);
    } catch (error) {
      throw arenaRefused(length, error);
    }
  }

  /**
   * The kernels of one thread over the first `length` elements of a memory.
   * @param scratch `scratchLength` elements of the memory that are this thread's alone.
   */
  kernels(memory: WebAssembly.Memory, length: number, scratch: Address): Kernels {
    return simdKernels(this.name, this.instantiate(memory), memory, length, scratch);
  }

  /** The program as one thread uses it. */
  get set(): KernelSet {
    return this.setFor(1);
  }

  /** The program for an arena that has scratch for several threads at its beginning; `create` makes the first one's. */
  setFor(threads: number): KernelSet {
    return {
      name: this.name,
      packing: { packedLength },
      start: this.scratchOf(threads),
      create: (length) => this.kernels(this.createMemory(length), length, this.scratchOf(0)),
    };
  }

  /** Where the scratch of thread `index` stands in an arena made for several. */
  scratchOf(index: number): Address {
    return FIRST + index * this.scratchLength;
  }

  #memory(initial: number, maximum: number): WebAssembly.Memory {
    return new WebAssembly.Memory({ initial, maximum, shared: this.shared });
  }

  /** An instance by itself, for tests of what is beneath the kernels. */
  instantiate(memory: WebAssembly.Memory): KernelExports {
    const instance = new WebAssembly.Instance(this.module, { env: { memory, log: Math.log } });
    return instance.exports as unknown as KernelExports;
  }
}
