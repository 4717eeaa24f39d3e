/** See build/booklet.ts. */
declare module 'virtual:booklet' {
  const parts: {
    readonly script: string;
    readonly style: string;
    /** As a content security policy names them: `sha256-…`. */
    readonly scriptHash: string;
    readonly styleHash: string;
  };
  export default parts;
}
