/** Where on the screen which character of a page is. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Newer than the types: the standard, and what older browsers have in its place. */
interface PointingDocument extends Pick<Document, 'createRange'> {
  caretPositionFromPoint?(x: number, y: number): { readonly offsetNode: Node; readonly offset: number } | null;
  caretRangeFromPoint?(x: number, y: number): Range | null;
}

/**
 * The code unit of the page whose character is under a point, or null.
 * @param page holds the leaves as its children, and nothing that is no text of the page.
 * @param cover what lies over it.
 */
export function unitAt(page: HTMLElement, cover: HTMLElement, point: Point): number | null {
  const place = pointed(cover, point);
  if (place === null || !page.contains(place.node)) return null;
  const { text, offset } = textBefore(page, place.node, place.offset);
  const next = symbolAt(text, offset);
  for (const at of [offset, offset - previousLength(text, offset)]) {
    const length = at === offset ? next : offset - at;
    if (at < 0 || length === 0) continue;
    const box = boxOf(page, at, length);
    if (box !== null && isIn(box, point)) return at;
  }
  return null;
}

/** Where the character of a code unit is drawn; at the end of the page, and for a line end, a box without width. */
export function boxOf(page: HTMLElement, unit: number, length: number): DOMRect | null {
  const from = placeOf(page, unit);
  const to = placeOf(page, unit + length);
  if (from === null) return null;
  const range = document.createRange();
  range.setStart(from.node, from.offset);
  if (to === null) range.collapse(true);
  else range.setEnd(to.node, to.offset);
  const boxes = [...range.getClientRects()];
  return boxes.find(({ width }) => width > 0) ?? boxes.at(0) ?? null;
}

function isIn(box: DOMRect, { x, y }: Point): boolean {
  return x >= box.left - 1 && x <= box.right + 1 && y >= box.top && y <= box.bottom;
}

function pointed(cover: HTMLElement, { x, y }: Point): { readonly node: Node; readonly offset: number } | null {
  const from: PointingDocument = document;
  cover.style.pointerEvents = 'none';
  try {
    const position = from.caretPositionFromPoint?.(x, y);
    if (position) return { node: position.offsetNode, offset: position.offset };
    const range = from.caretRangeFromPoint?.(x, y);
    return range ? { node: range.startContainer, offset: range.startOffset } : null;
  } finally {
    cover.style.pointerEvents = '';
  }
}

function textBefore(page: HTMLElement, node: Node, offset: number): { readonly text: string; readonly offset: number } {
  const range = document.createRange();
  range.setStart(page, 0);
  range.setEnd(node, offset);
  return { text: page.textContent, offset: range.toString().length };
}

function symbolAt(text: string, at: number): number {
  const code = text.codePointAt(at);
  return code === undefined ? 0 : code > 0xffff ? 2 : 1;
}

function previousLength(text: string, at: number): number {
  return at >= 2 && (text.codePointAt(at - 2) ?? 0) > 0xffff ? 2 : 1;
}

/** The text node that has a code unit, and where in it. */
function placeOf(page: HTMLElement, unit: number): { readonly node: Text; readonly offset: number } | null {
  let left = unit;
  let last: Text | null = null;
  for (const leaf of page.children) {
    const { length } = leaf.textContent;
    if (left > length || (left === length && leaf.nextElementSibling !== null)) {
      left -= length;
      continue;
    }
    const walker = document.createTreeWalker(leaf, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      last = walker.currentNode as Text;
      if (left < last.length) return { node: last, offset: left };
      left -= last.length;
    }
  }
  return last === null ? null : { node: last, offset: last.length };
}
