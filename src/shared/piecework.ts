/** Work that is done piece by piece, so that others get their turn in between, and it can be stopped. */
import { Macrotasks } from './macrotasks.ts';

/** Yields the share done, 0 to 1, after each piece, and returns what comes of it. */
export type Piecework<Result> = Generator<number, Result, undefined>;

/** Does all of it without a pause. */
export function atOnce<Result>(work: Piecework<Result>): Result {
  for (;;) {
    const piece = work.next();
    if (piece.done === true) return piece.value;
  }
}

/**
 * Lets other events of this thread happen after each piece.
 * @param report hears the share done, 0 to 1.
 * @param signal ends it, which rejects with its reason.
 */
export async function inTurns<Result>(
  work: Piecework<Result>,
  report: (share: number) => void,
  signal: AbortSignal,
): Promise<Result> {
  const turns = new Macrotasks();
  try {
    for (;;) {
      signal.throwIfAborted();
      const piece = work.next();
      if (piece.done === true) return piece.value;
      report(piece.value);
      await turns.next();
    }
  } finally {
    turns.close();
  }
}

/** As that part of a larger work which lies between two shares of it. */
export function* within<Result>(from: number, to: number, part: Piecework<Result>): Piecework<Result> {
  for (;;) {
    const piece = part.next();
    if (piece.done === true) return piece.value;
    yield from + piece.value * (to - from);
  }
}
