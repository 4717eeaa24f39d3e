import { checksum } from '../shared/checksum.ts';

/** The id of a copy follows from what it is a copy of, so that a backup restored twice brings it in once. */
export async function copyId(id: string, sum: string): Promise<string> {
  const digits = await checksum(new TextEncoder().encode(`${id} ${sum}`));
  const groups = [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, `a${digits.slice(17, 20)}`];
  return [...groups, digits.slice(20, 32)].join('-');
}
