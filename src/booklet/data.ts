/** What stands in the page, taken out of it. */
import { BOOKLET_FORMAT, type BookletData } from '../shared/booklet.ts';
import type { Weights } from './network.ts';

/** @throws Error when the text is not what the app wrote */
export function readData(text: string): { data: BookletData; weights: Weights } {
  const data = JSON.parse(text) as Omit<BookletData, 'format'> & { readonly format: unknown };
  if (data.format !== BOOKLET_FORMAT) throw new Error(`format ${String(data.format)}`);
  const numbers = decode(data.numbers);
  const tensors = new Map<string, Float32Array>();
  let start = 0;
  for (const { name, length } of data.tensors) {
    tensors.set(name, numbers.subarray(start, start + length));
    start += length;
  }
  if (start !== numbers.length) throw new Error(`${numbers.length} numbers instead of ${start}`);
  const weights: Weights = (name) => {
    const found = tensors.get(name);
    if (found === undefined) throw new Error(name);
    return found;
  };
  return { data: { ...data, format: BOOKLET_FORMAT }, weights };
}

function decode(base64: string): Float32Array {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(at * 4, true));
}
