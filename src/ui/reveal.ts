/** Brings what has just appeared into view, where it lies outside: on a phone the answer to a press may be a screen away. */
export function reveal(element: HTMLElement): void {
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  element.scrollIntoView({ block: 'nearest', behavior: still ? 'auto' : 'smooth' });
}
