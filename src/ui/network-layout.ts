/** Where the parts of the unrolled network stand, in pixels: one column a character, one row a layer and direction. */
import type { Pooling, Task } from '../shared/network.ts';

/** What of a network decides how it is drawn. */
export interface PictureNetwork {
  readonly layers: number;
  readonly hidden: number;
  readonly task: Task['kind'];
  /** Does it also read from right to left? */
  readonly both: boolean;
  readonly pooling: Pooling;
}

export interface PictureCell {
  readonly layer: number;
  readonly isBackward: boolean;
  readonly x: number;
  readonly y: number;
}

export interface PictureColumn {
  readonly index: number;
  readonly x: number;
  readonly reads: string;
  /** What is read there is a mask. */
  readonly isHidden: boolean;
  /** What it is to guess there; null where nothing is asked for. */
  readonly guesses: string | null;
  /** Layer after layer from the lowest, forward before backward. */
  readonly cells: readonly PictureCell[];
}

export interface PictureLayout {
  readonly network: PictureNetwork;
  readonly width: number;
  readonly height: number;
  /** Side of a cell. */
  readonly side: number;
  /** How far a cell stands from the middle of its column. */
  readonly shift: number;
  readonly inputY: number;
  readonly outputY: number;
  /** Where lines that are read together meet: below each layer, and above the last. */
  readonly joinY: readonly number[];
  /** The network before it is unrolled, or null where there is no room for it. */
  readonly loop: PictureColumn | null;
  readonly columns: readonly PictureColumn[];
}

const SYMBOL_ROW = 36;
const GAP = { one: 26, both: 36 } as const;
const LEAST_PITCH = 48;
const LOOP_WIDTH = { one: 112, both: 132 } as const;
const ROOM_FOR_LOOP = 420;
const MOST_COLUMNS = 14;
/** Between the cells of two directions. */
const DIRECTIONS_GAP = 8;
/** Two cells a column are drawn smaller. */
const BOTH_SIDE = 0.82;
/** Of half a side: a line beside the cell of one direction reaches the other. */
const SHIFT = 0.75;

/**
 * `symbols` are the first characters of the text: each column reads one. Who writes on is to guess the next; who fills in, those
 * that are hidden; who classifies answers once for all.
 */
export function pictureLayout(width: number, network: PictureNetwork, symbols: readonly string[]): PictureLayout {
  const { layers, hidden, task, both } = network;
  const kind = both ? 'both' : 'one';
  const side = (24 + 3 * Math.min(6, Math.max(0, Math.log2(hidden) - 4))) * (both ? BOTH_SIDE : 1);
  const half = side / 2;
  const shift = both ? half * SHIFT : 0;
  const gap = GAP[kind];
  const hasLoop = width >= ROOM_FOR_LOOP;
  const left = hasLoop ? LOOP_WIDTH[kind] : 4;
  const room = Math.max(0, width - left - 4);
  const leastPitch = Math.max(LEAST_PITCH, side + 2 * shift + 16);
  const wanted = Math.min(MOST_COLUMNS, Math.max(2, Math.floor(room / leastPitch)));
  // Who writes on needs one more symbol, to be guessed last.
  const drawable = task === 'continue' ? symbols.length - 1 : symbols.length;
  const count = Math.max(1, Math.min(wanted, drawable));
  const pitch = room / Math.max(count, 3);
  const masked = task === 'fill' ? maskedAmong(count) : [];

  const rowHeight = both ? 2 * side + DIRECTIONS_GAP : side;
  const topOf = (layer: number): number => SYMBOL_ROW + gap / 2 + (layers - 1 - layer) * (rowHeight + gap);
  const bottom = topOf(0) + rowHeight;
  const inputY = bottom + gap / 2 + SYMBOL_ROW / 2 + 4;

  const cellsAt = (x: number): PictureCell[] =>
    Array.from({ length: layers }, (_, layer): PictureCell[] => {
      const top = topOf(layer);
      const forward = { layer, isBackward: false, x: x - shift, y: top + rowHeight - half };
      return both ? [forward, { layer, isBackward: true, x: x + shift, y: top + half }] : [forward];
    }).flat();
  const guessAt = (index: number): string | null => {
    if (task === 'continue') return symbols[index + 1] ?? '';
    return masked.includes(index) ? (symbols[index] ?? '') : null;
  };
  const column = (index: number, x: number): PictureColumn => ({
    index,
    x,
    reads: symbols[index] ?? '',
    isHidden: masked.includes(index),
    guesses: guessAt(index),
    cells: cellsAt(x),
  });

  return {
    network,
    width,
    height: inputY + SYMBOL_ROW / 2,
    side,
    shift,
    inputY,
    outputY: SYMBOL_ROW / 2,
    joinY: [
      ...Array.from({ length: layers }, (_, layer) => topOf(layer) + rowHeight + gap * 0.42),
      topOf(layers - 1) - gap * 0.28,
    ],
    loop: hasLoop ? column(0, shift + half + (both ? 20 : 14)) : null,
    columns: Array.from({ length: count }, (_, index) => column(index, left + pitch * (index + 0.5))),
  };
}

/** In the middle, and two side by side where there is room for what stands before and behind. */
function maskedAmong(count: number): number[] {
  const middle = Math.floor(count / 2);
  return count >= 6 ? [middle - 1, middle] : [middle];
}

/** The first characters worth drawing: line ends and runs of spaces at the beginning say nothing. */
export function openingSymbols(text: string, most = MOST_COLUMNS + 1): string[] {
  return Array.from(text.trimStart().replace(/[^\S\n]+/g, ' ')).slice(0, most);
}
