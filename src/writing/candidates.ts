/** Several ways to go on, written side by side: one batch. */
import { PURPOSE, RandomStream } from '../engine/rng.ts';
import type { Passage, WritingSettings } from '../shared/writing-worker.ts';
import { Sampler } from './sampling.ts';
import { probabilityOf } from './softmax.ts';
import type { StepResult, StepRuntime } from './step-runtime.ts';

/** Sequences of the seed below this one belong to the lead-in and to what is written alone. */
const FIRST_PART = 2;
/** A candidate ends with a whole word where one ends in this last share of it. */
const LAST_SHARE = 0.3;

/**
 * @param start what came out after all before them.
 * @param position symbols before them: another place draws other numbers.
 */
export async function writeCandidates(
  runtime: StepRuntime,
  start: StepResult,
  settings: WritingSettings,
  position: number,
  count: number,
): Promise<readonly Passage[]> {
  const { symbols, rare } = runtime.metadata.vocabulary;
  const V = symbols.length;
  const lanes = Array.from({ length: count }, (_, lane) => ({
    sampler: new Sampler(V, rare, settings),
    random: new RandomStream(settings.seed, PURPOSE.writing, position, FIRST_PART + lane),
    symbols: [] as string[],
    probabilities: [] as number[],
  }));
  let logits = lanes.map(() => start.logits);
  let state = runtime.spread(start.state, count);
  for (let written = 0; written < settings.length; written++) {
    const ids = lanes.map((lane, at) => {
      const id = lane.sampler.sample(logits[at], lane.random.uniform());
      lane.symbols.push(symbols[id]);
      lane.probabilities.push(probabilityOf(logits[at], id));
      return id;
    });
    if (written === settings.length - 1) break;
    const next = await runtime.stepAll(ids, state);
    logits = lanes.map((_, at) => next.logits.subarray(at * V, (at + 1) * V));
    state = next.state;
  }
  return lanes.map((lane) => {
    const length = wholeWords(lane.symbols);
    return {
      text: lane.symbols.slice(0, length).join(''),
      probabilities: Float32Array.from(lane.probabilities.slice(0, length)),
    };
  });
}

/** How many of the symbols to give so that no word is cut in two. */
function wholeWords(symbols: readonly string[]): number {
  const end = symbols.findLastIndex((symbol) => /\s/u.test(symbol));
  return end >= symbols.length * (1 - LAST_SHARE) ? end : symbols.length;
}
