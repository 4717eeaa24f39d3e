import { describe, expect, test } from 'vitest';
import { safeFileName } from '../../../src/shared/file-name.ts';

describe('safeFileName', () => {
  test.each([
    ['Moby-Dick', 'Moby-Dick.onnx'],
    ['唐诗五绝', '唐诗五绝.onnx'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j.onnx'],
    ['  ..hidden.. ', 'hidden.onnx'],
    ['one\n\ttwo', 'one two.onnx'],
    ['', 'unroll.onnx'],
    ['???', 'unroll.onnx'],
    ['CON', 'unroll CON.onnx'],
  ])('%j becomes %j', (name, file) => {
    expect(safeFileName(name, 'onnx')).toBe(file);
  });

  test('cuts a long name at 80 code points, and no emoji in half', () => {
    expect(Array.from(safeFileName('😀'.repeat(200), 'txt'))).toHaveLength(80 + '.txt'.length);
  });
});
