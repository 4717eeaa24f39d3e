/** What a run learns from and is tested on, out of its text. */
import { splitLabelled } from '../text/labelled-split.ts';
import type { Blank } from '../text/left-grams.ts';
import { splitText } from '../text/split.ts';
import type { Lesson } from '../training/batches.ts';
import { leadOf } from '../training/lead.ts';
import { linesLesson, textLesson } from '../training/lesson.ts';
import type { EncodedLines } from '../training/line-batches.ts';
import { MaskedWindows } from '../training/masked-windows.ts';
import { emptySlots } from './answering.ts';
import type { BaselineTask } from './baseline.ts';
import type { NgramTask } from './ngram-baseline.ts';
import type { RunMaterial } from './run-material.ts';

export interface LessonOfRun {
  readonly lesson: Lesson;
  /** What it reads before it writes a sample; nothing where it does not write on. */
  readonly lead: Iterable<number>;
  /** What n-grams are compared with it on, where it writes on. */
  readonly ngramTask: NgramTask | null;
  /** What else counting is compared with it on, where it does not; made when it is wanted. */
  readonly baselineTask: (() => BaselineTask) | null;
}

/** The lesson of a run, and what counting is compared with it on. */
export function lessonFor({
  settings,
  network,
  vocabulary,
  text,
  lines,
}: Pick<RunMaterial, 'settings' | 'network' | 'vocabulary' | 'text' | 'lines'>): LessonOfRun {
  if (lines !== null) {
    const split = splitLabelled(lines, settings.validationShare, settings.seed);
    const encoded = (chosen: Uint32Array): EncodedLines => ({
      texts: Array.from(chosen, (line) => vocabulary.encode(lines.texts[line])),
      labels: Uint16Array.from(chosen, (line) => lines.labels[line]),
    });
    const lesson = linesLesson(encoded(split.training), encoded(split.heldOut), settings);
    return {
      lesson,
      lead: [],
      ngramTask: null,
      baselineTask: () => ({ kind: 'classify', lines, split, seed: settings.seed }),
    };
  }
  const parts = splitText(vocabulary.encode(text), settings);
  const lesson = textLesson(parts, settings, network);
  const { validation } = lesson;
  if (!(validation instanceof MaskedWindows)) {
    const lead = leadOf(parts.validation, vocabulary.data.symbols.indexOf('\n'));
    return { lesson, lead, ngramTask: { ...parts, vocabulary: vocabulary.size }, baselineTask: null };
  }
  const baselineTask = (): BaselineTask => ({
    kind: 'fill',
    ...parts,
    vocabulary: vocabulary.size,
    blanks: blanksOf(validation),
  });
  return { lesson, lead: [], ngramTask: null, baselineTask };
}

/** Where the masked symbols stand in the text, side by side ones together. */
function blanksOf(windows: MaskedWindows): Blank[] {
  const { lanes, steps } = windows.window;
  const slots = emptySlots(lanes, steps);
  return Array.from({ length: windows.perPass }, (_, step) => {
    windows.read(step, slots);
    return Array.from({ length: lanes }, (_, lane) => {
      const blanks: { start: number; length: number }[] = [];
      for (let p = 0; p < windows.answers; p++) {
        const place = windows.placeOf(step, slots.places[p * lanes + lane], lane);
        const last = blanks.at(-1);
        if (last !== undefined && last.start + last.length === place) last.length++;
        else blanks.push({ start: place, length: 1 });
      }
      return blanks;
    }).flat();
  }).flat();
}
