/** Writes the Content Security Policy into the start page, for hosts that send no headers. Not while developing, where Vite inlines styles. */
import type { Plugin } from 'vite';
import { CONTENT_SECURITY_META } from '../src/shared/content-security.ts';

export function security(): Plugin {
  return {
    name: 'unroll-security',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_META },
        // Before the scripts: it holds for what comes after it.
        injectTo: 'head-prepend',
      },
    ],
  };
}
