/** Where the parts of the unrolled network stand, in pixels: one column a character, one row a layer. */

export interface PictureCell {
  readonly layer: number;
  readonly x: number;
  readonly y: number;
}

export interface PictureColumn {
  readonly index: number;
  readonly x: number;
  readonly reads: string;
  readonly guesses: string;
  readonly cells: readonly PictureCell[];
}

export interface PictureLayout {
  readonly width: number;
  readonly height: number;
  /** Side of a cell. */
  readonly side: number;
  readonly inputY: number;
  readonly outputY: number;
  /** The network before it is unrolled, or null where there is no room for it. */
  readonly loop: PictureColumn | null;
  readonly columns: readonly PictureColumn[];
}

const SYMBOL_ROW = 36;
const GAP = 26;
const LEAST_PITCH = 48;
const LOOP_WIDTH = 112;
const ROOM_FOR_LOOP = 420;
const MOST_COLUMNS = 14;

/** `symbols` are the first characters of the text: each column reads one and is to guess the next. */
export function pictureLayout(
  width: number,
  layers: number,
  hidden: number,
  symbols: readonly string[],
): PictureLayout {
  const side = 24 + 3 * Math.min(6, Math.max(0, Math.log2(hidden) - 4));
  const hasLoop = width >= ROOM_FOR_LOOP;
  const left = hasLoop ? LOOP_WIDTH : 4;
  const room = Math.max(0, width - left - 4);
  const wanted = Math.min(MOST_COLUMNS, Math.max(2, Math.floor(room / Math.max(LEAST_PITCH, side + 16))));
  const columnCount = Math.max(1, Math.min(wanted, symbols.length - 1));
  const pitch = room / Math.max(columnCount, 3);
  const rowPitch = side + GAP;
  const outputY = SYMBOL_ROW / 2;
  const topY = SYMBOL_ROW + GAP / 2 + side / 2;
  const inputY = topY + (layers - 1) * rowPitch + side / 2 + GAP / 2 + SYMBOL_ROW / 2 + 4;

  const column = (index: number, x: number): PictureColumn => ({
    index,
    x,
    reads: symbols[index] ?? '',
    guesses: symbols[index + 1] ?? '',
    cells: Array.from({ length: layers }, (_, layer) => ({ layer, x, y: topY + (layers - 1 - layer) * rowPitch })),
  });

  return {
    width,
    height: inputY + SYMBOL_ROW / 2,
    side,
    inputY,
    outputY,
    loop: hasLoop ? column(0, side / 2 + 14) : null,
    columns: Array.from({ length: columnCount }, (_, index) => column(index, left + pitch * (index + 0.5))),
  };
}

/** The first characters worth drawing: line ends and runs of spaces at the beginning say nothing. */
export function openingSymbols(text: string, most = MOST_COLUMNS + 1): string[] {
  return Array.from(text.trimStart().replace(/[^\S\n]+/g, ' ')).slice(0, most);
}
