/**
 * Where Trusted Types are enforced, no plain string becomes the address of a script. This lets the app's own addresses
 * through, and only those: its workers and its service worker. Markup and source text it never lets through.
 */

interface PolicyFactory {
  createPolicy(name: 'default', rules: { createScriptURL(address: string): string | null }): unknown;
}

/** `address` when a script may be loaded from it by the page or worker at `base`, else null: the browser then refuses. */
export function ownScript(address: string, base: string): string | null {
  if (!URL.canParse(address, base)) return null;
  const { origin, protocol } = new URL(address, base);
  const isPlain = protocol === 'http:' || protocol === 'https:';
  return isPlain && origin === new URL(base).origin ? address : null;
}

/** Call once in each page and in each worker that starts others, before the first is started. */
export function trustOwnScripts(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  trustedTypes?.createPolicy('default', { createScriptURL: (address) => ownScript(address, location.href) });
}
