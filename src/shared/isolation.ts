/** The response headers that shut the app in: what may run in its pages and workers, and whom they may talk to. */
import { CONTENT_SECURITY_POLICY } from './content-security.ts';

/** These make a page cross-origin isolated, so that its threads may share memory. */
export const ISOLATION_HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  // Not `credentialless`: Safari does not know it, and nothing is ever loaded from another origin.
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** All headers of the built app. A worker obeys the policy its own script came with, so every answer carries it. */
export const APP_HEADERS: Readonly<Record<string, string>> = {
  ...ISOLATION_HEADERS,
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** The same response with those headers. Opaque and error responses (status 0) cannot be rebuilt and stay as they are. */
export function withAppHeaders(response: Response): Response {
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(APP_HEADERS)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
