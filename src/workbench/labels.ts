/** The labelled lines of texts: what the page is told of them, and what is learned from them. */
import type { LabelsReport } from '../shared/labelled.ts';
import { isExpectedFailure } from '../shared/errors.ts';
import type { TextSummary } from '../shared/text.ts';
import { labelledLines, type LabelledLines } from '../text/labelled.ts';

/** Of so many classes, the largest, a line is shown. */
const EXAMPLES = 24;

/** A text as it is stored. */
export interface StoredText {
  readonly summary: Pick<TextSummary, 'hash' | 'name'>;
  readonly content: Blob;
}

/** Remembers the lines of the last text: they are asked for whenever a setting changes. */
export class Labels {
  #last: { readonly hash: string; readonly lines: Promise<LabelledLines> } | null = null;

  /** @throws InputError when the text has no labelled lines that could be told apart. */
  of({ summary, content }: StoredText): Promise<LabelledLines> {
    if (this.#last?.hash !== summary.hash) {
      const lines = content.text().then((text) => labelledLines(text, summary.name));
      this.#last = { hash: summary.hash, lines };
      // What is refused is told in the language of that moment, and read anew the next time.
      lines.catch(() => (this.#last = null));
    }
    return this.#last.lines;
  }

  async report(text: StoredText): Promise<LabelsReport> {
    try {
      return reportOf(await this.of(text));
    } catch (error) {
      if (!isExpectedFailure(error)) throw error;
      return { kind: 'unlabelled', problem: error.message };
    }
  }
}

function reportOf({ classes, labels, texts, notes }: LabelledLines): LabelsReport {
  const examples = classes
    .slice(0, EXAMPLES)
    .map(({ name }, each) => ({ label: name, text: texts[labels.indexOf(each)] }));
  return {
    kind: 'labelled',
    classes,
    lines: texts.length,
    examples,
    notes: notes.map(({ message }) => message),
  };
}
