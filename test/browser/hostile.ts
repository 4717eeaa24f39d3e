/** Strings that have broken other programs: each would call `hostile()`, if anything in it were run. */

const RUN = 'hostile()';

const KINDS: readonly string[] = [
  `<script>${RUN}</script>`,
  `"><script>${RUN}</script>`,
  `</textarea><script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `<img src=x onerror=${RUN}>`,
  `<img src=x onerror="${RUN}" style="position:fixed;inset:0">`,
  `<svg onload=${RUN}>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<iframe src="javascript:parent.${RUN}"></iframe>`,
  `<a href="javascript:${RUN}">press</a>`,
  `<form action="javascript:${RUN}"><button>press</button></form>`,
  `<object data="javascript:${RUN}"></object>`,
  `<embed src="javascript:${RUN}">`,
  `<base href="https://example.org/">`,
  `<meta http-equiv="refresh" content="0;url=javascript:${RUN}">`,
  `<link rel="stylesheet" href="data:text/css,*{display:none}">`,
  `<style>*{display:none}</style>`,
  `<details open ontoggle=${RUN}>`,
  `<input autofocus onfocus=${RUN}>`,
  `<video><source onerror=${RUN}></video>`,
  `<math><mtext><img src=x onerror=${RUN}></mtext></math>`,
  `<template><script>${RUN}</script></template>`,
  `javascript:${RUN}`,
  `data:text/html,<script>${RUN}</script>`,
  `{${RUN}}`,
  `{{constructor.constructor('${RUN}')()}}`,
  `{@html '<img src=x onerror=${RUN}>'}`,
  `\${${RUN}}`,
  `'; ${RUN}; //`,
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
  `--><script>${RUN}</script><!--`,
  ']]><script>hostile()</script>',
  '../../../../etc/passwd',
  '..\\..\\windows\\system32\\con.txt',
  '__proto__',
  '\u202Etxt.exe\u202C \u2066right to left\u2069',
  'a\u0000b\u0007c\u001Bd',
  '👩‍👩‍👧‍👦🏳️‍🌈 e\u0301\u0301\u0301\u0301',
  `<b>${'long '.repeat(2000)}</b>`,
];

/** Ways around a guard that looks for what it knows. */
const DISGUISES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll(/<\/?[a-z]+/g, (tag) => tag.toUpperCase()),
  (text) => `"'>\u0060</option></p>${text}`,
  (text) => text.replaceAll('<', '<\t\n'),
  (text) => `${encodeURIComponent(text.slice(0, 200))} ${text}`,
];

/** So many of them: each kind as it is, then each in each disguise; 200 in all. */
export function hostileStrings(count: number): readonly string[] {
  return DISGUISES.flatMap((disguise) => KINDS.map(disguise)).slice(0, count);
}
