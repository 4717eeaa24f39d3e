/** What the chosen text is as labelled lines: asked for where that is wanted, or where it looks so. */
import { messageOf } from '../shared/errors.ts';
import { looksLabelled, type LabelsReport } from '../shared/labelled.ts';
import type { TextSummary } from '../shared/text.ts';
import type { TrainingWorker } from '../shared/training-worker.ts';

export class Labels {
  readonly #client: Pick<TrainingWorker, 'labels'>;
  #textId = $state<string | null>(null);
  #report = $state.raw<LabelsReport | null>(null);

  constructor(client: Pick<TrainingWorker, 'labels'>) {
    this.#client = client;
  }

  /** Of the text that was looked at last; null until it is known, or where nobody asked. */
  get report(): LabelsReport | null {
    return this.#report;
  }

  /** Why the lines of the text cannot be classified, as a sentence. */
  get problem(): string | null {
    return this.#report?.kind === 'unlabelled' ? this.#report.problem : null;
  }

  /**
   * Looks at a text, once.
   * @param isWanted are its lines to be classified? Otherwise only what looks labelled is looked at.
   */
  async look(text: Pick<TextSummary, 'id' | 'beginning'> | null, isWanted: boolean): Promise<void> {
    const wanted = text !== null && (isWanted || looksLabelled(text.beginning)) ? text.id : null;
    if (wanted === this.#textId) return;
    this.#textId = wanted;
    this.#report = null;
    if (wanted === null) return;
    const report = await this.#client
      .labels(wanted)
      .catch((error: unknown): LabelsReport => ({ kind: 'unlabelled', problem: messageOf(error) }));
    if (wanted === this.#textId) this.#report = report;
  }
}
