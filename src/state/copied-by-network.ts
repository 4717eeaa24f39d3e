/** Of what is copied on a page, what the network wrote: the rest a person brought. */
import type { CopiedReport } from '../shared/copied.ts';

/** @param own for each code unit of `text`, 1 where a person wrote it. */
export function copiedByNetwork(report: CopiedReport, text: string, own: Uint8Array): CopiedReport {
  const passages = report.passages.flatMap((passage) => {
    let { start, end } = passage;
    while (start < end && own[start] === 1) start++;
    while (end > start && own[end - 1] === 1) end--;
    return start === end ? [] : [{ ...passage, start, end }];
  });
  return {
    ...report,
    passages,
    characters: countWritten(text, own, 0, text.length),
    copied: passages.reduce((sum, { start, end }) => sum + countWritten(text, own, start, end), 0),
  };
}

/** Symbols in a range that the network wrote. */
function countWritten(text: string, own: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const isSecondHalf = (text.charCodeAt(at) & 0xfc00) === 0xdc00;
    if (own[at] === 0 && !isSecondHalf) count++;
  }
  return count;
}
