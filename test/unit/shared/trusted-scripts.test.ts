import { expect, test } from 'vitest';
import { ownScript } from '../../../src/shared/trusted-scripts.ts';

const HERE = 'https://unroll.example/app/index.html';

test('addresses of the own origin are let through as they are, relative ones too', () => {
  for (const address of ['/assets/training.js', './shard.js', 'https://unroll.example/service-worker.js']) {
    expect(ownScript(address, HERE)).toBe(address);
  }
});

test('other origins, other schemes and what is no address are refused', () => {
  const others = [
    'https://other.example/a.js',
    '//other.example/a.js',
    'http://unroll.example/a.js',
    'https://unroll.example:8443/a.js',
    'https://unroll.example@other.example/a.js',
    'data:text/javascript,alert(1)',
    'javascript:alert(1)',
    'blob:https://unroll.example/0b5e',
    'https://[',
  ];
  for (const address of others) expect(ownScript(address, HERE)).toBeNull();
});
