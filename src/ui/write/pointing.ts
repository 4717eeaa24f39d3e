/** How a pointer asks about a character: a mouse rests on it, a finger is held on it or taps it. */
import type { Point } from './geometry.ts';

/** A mouse rests for so long, in milliseconds. */
const REST_MS = 220;
/** A finger is held for so long. */
const HOLD_MS = 480;
/** The way from a character to what is shown of it may take so long. */
const LEAVE_MS = 350;

export interface PointingActs {
  /** The code unit of the page under a point. */
  unitAt(point: Point): number | null;
  /** Is whoever points told without holding? */
  asks(): boolean;
  ask(unit: number): void;
  point(unit: number): void;
  leave(): void;
}

export class Pointing {
  readonly #acts: PointingActs;
  #pointed: number | null = null;
  #asking: ReturnType<typeof setTimeout> | undefined;
  #leaving: ReturnType<typeof setTimeout> | undefined;

  constructor(acts: PointingActs) {
    this.#acts = acts;
  }

  move(event: PointerEvent): void {
    if (event.pointerType !== 'mouse' || event.buttons !== 0) return;
    this.stay();
    const unit = this.#acts.unitAt(event);
    if (unit === this.#pointed) return;
    this.#pointed = unit;
    this.release();
    if (unit !== null) this.#acts.point(unit);
    if (!this.#acts.asks()) return;
    if (unit === null) this.leave();
    else this.#asking = setTimeout(() => this.#acts.ask(unit), REST_MS);
  }

  press(event: PointerEvent): void {
    this.release();
    if (event.pointerType === 'mouse') return;
    const { x, y } = event;
    this.#asking = setTimeout(() => this.#askAt({ x, y }), HOLD_MS);
  }

  release(): void {
    clearTimeout(this.#asking);
  }

  /** @param event a click: by the standard, and in all browsers but older Firefox and Safari, a pointer event. */
  tap(event: MouseEvent): void {
    const isMouse = 'pointerType' in event && event.pointerType === 'mouse';
    if (!isMouse && this.#acts.asks()) this.#askAt(event);
  }

  /** The pointer is on what is shown. */
  stay(): void {
    clearTimeout(this.#leaving);
  }

  leave(): void {
    this.release();
    this.stay();
    this.#pointed = null;
    this.#leaving = setTimeout(() => this.#acts.leave(), LEAVE_MS);
  }

  end(): void {
    this.release();
    this.stay();
  }

  #askAt(point: Point): void {
    const unit = this.#acts.unitAt(point);
    if (unit !== null) this.#acts.ask(unit);
  }
}
