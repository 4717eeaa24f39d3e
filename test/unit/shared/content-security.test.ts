import { expect, test } from 'vitest';
import { CONTENT_SECURITY_META, CONTENT_SECURITY_POLICY } from '../../../src/shared/content-security.ts';
import { APP_HEADERS, withAppHeaders } from '../../../src/shared/isolation.ts';

test('the policy has no unsafe-eval and no unsafe-inline, and names no other origin', () => {
  const words = CONTENT_SECURITY_POLICY.split(/[ ;]+/);
  expect(words).toContain("'wasm-unsafe-eval'");
  expect(words).not.toContain("'unsafe-eval'");
  expect(words).not.toContain("'unsafe-inline'");
  expect(words.filter((word) => word.includes('*') || word.includes('//') || word.includes('http'))).toEqual([]);
});

test('the meta element leaves out the one directive that browsers heed in a header only', () => {
  expect(CONTENT_SECURITY_META).not.toContain('frame-ancestors');
  expect(CONTENT_SECURITY_POLICY).toContain("frame-ancestors 'none'");
});

test('a response keeps its body, status and type, and gets every header of the app', async () => {
  const before = new Response('alert', { status: 203, headers: { 'Content-Type': 'text/javascript' } });
  const after = withAppHeaders(before);
  expect([await after.text(), after.status, after.headers.get('Content-Type')]).toEqual([
    'alert',
    203,
    'text/javascript',
  ]);
  for (const [name, value] of Object.entries(APP_HEADERS)) expect(after.headers.get(name)).toBe(value);
});
