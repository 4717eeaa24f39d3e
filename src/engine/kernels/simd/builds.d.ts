/** What build/kernels.ts compiles: WebAssembly modules that import a shared memory and a logarithm. */
declare module 'virtual:kernels/simd' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module 'virtual:kernels/relaxed-simd' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
