/** What a run learns from and is tested on, out of its text. */
import { splitLabelled } from '../text/labelled-split.ts';
import { splitText } from '../text/split.ts';
import type { Lesson } from '../training/batches.ts';
import { linesLesson, textLesson } from '../training/lesson.ts';
import type { EncodedLines } from '../training/line-batches.ts';
import type { RunMaterial } from './active-run.ts';
import type { NgramTask } from './ngram-baseline.ts';

/** The lesson of a run, and what n-grams are compared with it on, where it writes on. */
export function lessonFor({
  settings,
  network,
  vocabulary,
  text,
  lines,
}: Pick<RunMaterial, 'settings' | 'network' | 'vocabulary' | 'text' | 'lines'>): {
  readonly lesson: Lesson;
  readonly ngramTask: NgramTask | null;
} {
  if (lines === null) {
    const parts = splitText(vocabulary.encode(text), settings);
    const ngramTask = network.task.kind === 'continue' ? { ...parts, vocabulary: vocabulary.size } : null;
    return { lesson: textLesson(parts, settings, network), ngramTask };
  }
  const { training, heldOut } = splitLabelled(lines, settings.validationShare, settings.seed);
  const encoded = (chosen: Uint32Array): EncodedLines => ({
    texts: Array.from(chosen, (line) => vocabulary.encode(lines.texts[line])),
    labels: Uint16Array.from(chosen, (line) => lines.labels[line]),
  });
  return { lesson: linesLesson(encoded(training), encoded(heldOut), settings), ngramTask: null };
}
