/** The lines of the network's picture, as paths: what goes up from cell to cell, what goes on in time, and the one answer for a line. */
import type { PictureCell, PictureColumn, PictureLayout } from './network-layout.ts';

/** What goes up: `arrows` end in a head, `lines` in another line. */
export interface Rising {
  readonly arrows: readonly string[];
  readonly lines: readonly string[];
}

/** Of a column: from what it reads through its layers, and to what it guesses, if it is asked. */
export function rising(column: PictureColumn, layout: PictureLayout): Rising {
  const { network, side, shift, inputY, outputY, joinY } = layout;
  const half = side / 2;
  const { x } = column;
  const of = (layer: number): PictureCell[] => column.cells.filter((cell) => cell.layer === layer);
  const asks = column.guesses !== null;
  if (!network.both) {
    const ups = column.cells.map(({ layer, y }) => {
      const from = layer === 0 ? inputY - 14 : of(layer - 1)[0].y - half;
      return `M${x} ${from}V${y + half + 2}`;
    });
    const top = column.cells[column.cells.length - 1];
    return { arrows: asks ? [...ups, `M${x} ${top.y - half - 1}V${outputY + 13}`] : ups, lines: [] };
  }
  const bar = (at: number): string => `M${x - shift} ${joinY[at]}H${x + shift}`;
  const rise = (layer: number): string[] => of(layer).map((cell) => `M${cell.x} ${cell.y - half}V${joinY[layer + 1]}`);
  const arrows = column.cells.map((cell) => `M${cell.x} ${joinY[cell.layer]}V${cell.y + half + 2}`);
  const lines = [`M${x} ${inputY - 14}V${joinY[0]}`, bar(0)];
  for (let layer = 1; layer < network.layers; layer++) lines.push(...rise(layer - 1), bar(layer));
  if (asks) {
    lines.push(...rise(network.layers - 1), bar(network.layers));
    arrows.push(`M${x} ${joinY[network.layers]}V${outputY + 13}`);
  }
  return { arrows, lines };
}

/** From one step to the next of a direction; for an LSTM, state and memory. */
export interface InTime {
  readonly path: string;
  readonly isMemory: boolean;
}

/** What the cells of a column hand on. */
export function inTime(column: PictureColumn, layout: PictureLayout, isLstm: boolean): InTime[] {
  const half = layout.side / 2;
  return column.cells.flatMap((cell, at) => {
    const next = layout.columns[column.index + (cell.isBackward ? -1 : 1)] as PictureColumn | undefined;
    if (next === undefined) return [];
    const to = next.cells[at];
    const [begin, end] = cell.isBackward ? [cell.x - half - 1, to.x + half + 2] : [cell.x + half + 1, to.x - half - 2];
    const path = (dy: number): string => `M${begin} ${cell.y + dy}H${end}`;
    if (!isLstm) return [{ path: path(0), isMemory: false }];
    return [
      { path: path(-half * 0.45), isMemory: true },
      { path: path(half * 0.45), isMemory: false },
    ];
  });
}

/** The loops of the network before it is unrolled: to the right, and of two directions the forward one to the left. */
export function loops(column: PictureColumn, layout: PictureLayout): string[] {
  const half = layout.side / 2;
  return column.cells.map(({ x, y, isBackward }) => {
    const way = layout.network.both && !isBackward ? -1 : 1;
    const bulge = way * (half + 10);
    return `M${x + way * (half + 1)} ${y - 5}c${bulge} ${-half - 8} ${bulge} ${half + 18} ${way * 3} 10`;
  });
}

/** The one answer for a whole line. */
export interface Answer {
  readonly lines: readonly string[];
  readonly arrow: string;
  /** Where it stands. */
  readonly x: number;
}

/** From the state each way ends in, or from all states; of the loop, from its own. */
export function answer(columns: readonly PictureColumn[], layout: PictureLayout): Answer {
  const { network, side, outputY, joinY } = layout;
  const join = joinY[network.layers];
  const top = (column: PictureColumn, isBackward: boolean): PictureCell | undefined =>
    column.cells.find((cell) => cell.layer === network.layers - 1 && cell.isBackward === isBackward);
  const [first, last] = [columns[0], columns[columns.length - 1]];
  const ends =
    network.pooling === 'mean'
      ? columns.flatMap((column) => [top(column, false), top(column, true)])
      : [top(last, false), top(first, true)];
  const cells = ends.filter((cell) => cell !== undefined);
  const xs = cells.map((cell) => cell.x);
  const [from, to] = [Math.min(...xs), Math.max(...xs)];
  const x = (from + to) / 2;
  return {
    lines: [...cells.map((cell) => `M${cell.x} ${cell.y - side / 2}V${join}`), `M${from} ${join}H${to}`],
    arrow: `M${x} ${join}V${outputY + 13}`,
    x,
  };
}
