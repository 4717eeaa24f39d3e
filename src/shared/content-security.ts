/**
 * The Content Security Policy of the built app: only its own files run, nothing is built out of strings but WebAssembly,
 * and nothing is sent to or fetched from another origin.
 */

const DIRECTIVES = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  // Svelte clones its compiled templates by the first; by the second workers start, see trusted-scripts.ts.
  'trusted-types svelte-trusted-html default',
] as const;

/** For a `<meta>` element, for hosts that send no headers. */
export const CONTENT_SECURITY_META: string = DIRECTIVES.join('; ');

/** For a header, which may also say that no other page shows this one in a frame. */
export const CONTENT_SECURITY_POLICY = `${CONTENT_SECURITY_META}; frame-ancestors 'none'`;
