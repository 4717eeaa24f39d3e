import { describe, expect, test } from 'vitest';
import { viewAt } from '../../../src/state/routes.ts';

describe('viewAt', () => {
  test.each([
    ['#train', 'train'],
    ['#/write', 'write'],
    ['#Library', 'library'],
  ] as const)('%s is the view %s', (hash, view) => {
    expect(viewAt(hash)).toBe(view);
  });

  test.each(['', '#', '#nowhere', '#text'])('%j is the first view', (hash) => {
    expect(viewAt(hash)).toBe('text');
  });
});
