/** Tells by a notification of the system that a run has ended, if that was asked for. */
import type { Notifications } from '../client/notifications.ts';

/** That a run ended by itself while it was looked at. */
export interface RunEnding {
  readonly state: 'finished' | 'failed';
  readonly problem: string | null;
}

export type EndNoticeProblem = 'denied' | 'unsupported';

export class EndNotice {
  readonly #notifications: Notifications;
  #isWanted = $state(false);
  #problem = $state<EndNoticeProblem | null>(null);

  constructor(notifications: Notifications) {
    this.#notifications = notifications;
  }

  get isWanted(): boolean {
    return this.#isWanted;
  }

  /** Why it cannot be had. */
  get problem(): EndNoticeProblem | null {
    return this.#problem;
  }

  /** Asks the browser for permission when it is wanted, and wants it only when it was given. */
  async want(wanted: boolean): Promise<void> {
    this.#problem = null;
    this.#isWanted = wanted;
    if (!wanted) return;
    const answer = await this.#notifications.ask().catch(() => 'unsupported' as const);
    if (answer === 'granted') return;
    this.#isWanted = false;
    if (answer !== 'dismissed') this.#problem = answer;
  }

  /** Tells it where nobody may be looking at the page. */
  async tell(title: string, body: string): Promise<void> {
    if (!this.#isWanted) return;
    // A browser that shows none after all costs nothing: the page says it too.
    await this.#notifications.show(title, body).catch(() => {});
  }
}
