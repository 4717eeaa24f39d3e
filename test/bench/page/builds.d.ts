declare module 'virtual:peak/simd' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module 'virtual:peak/relaxed-simd' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
