/** A network as a web page that writes by itself: what stands in it, and how large it may be. */
import type { Language } from '../messages/language.ts';
import type { NetworkShape, VocabularyData } from './network.ts';

/** Changes whenever what stands in the page is to be read otherwise. */
export const BOOKLET_FORMAT = 1;

/** The id of the element that holds it. */
export const BOOKLET_DATA = 'network';

export interface BookletData {
  readonly format: typeof BOOKLET_FORMAT;
  /** What the run is called. */
  readonly name: string;
  readonly step: number;
  readonly language: Language;
  readonly network: NetworkShape;
  readonly vocabulary: VocabularyData;
  /** The parameters by PyTorch's names, in the order their numbers follow one another. */
  readonly tensors: readonly { readonly name: string; readonly length: number }[];
  /** The numbers: 32-bit floats, little-endian, in base64. */
  readonly numbers: string;
}

/** More numbers make a page that a phone opens slowly and writes with slowly: each is multiplied once a character. */
export const MOST_BOOKLET_PARAMETERS = 2_000_000;

/** What the page needs besides its numbers and symbols, roughly, in bytes. */
const PROGRAM_BYTES = 31_500;
const BYTES_PER_SYMBOL = 5;

/** About how large the page will be, in bytes; base64 makes four characters of three bytes. */
export function bookletBytes(parameters: number, symbols: number): number {
  return PROGRAM_BYTES + Math.ceil((parameters * 4) / 3) * 4 + symbols * BYTES_PER_SYMBOL;
}
