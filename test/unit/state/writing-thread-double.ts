/** A writing thread that answers at once, and notes what it was asked. */
import { InputError } from '../../../src/shared/errors.ts';
import type { LeadIn, Passage, WritingSettings } from '../../../src/shared/writing-worker.ts';
import type { WritingThread } from '../../../src/state/pen.ts';

interface CountingThread extends WritingThread {
  readonly opened: unknown[];
  /** What it was to go on from, in the order it was asked. */
  readonly prompts: string[];
  readonly seeds: number[];
  readonly leadIns: LeadIn[];
  /** Once all that was asked is answered. */
  rested(): Promise<void>;
}

function passage(text: string): Passage {
  return { text, probabilities: new Float32Array([...text].length).fill(0.5) };
}

/** Goes on from every text with its length in brackets; refuses one without a letter, unless it is empty. */
export function countingThread(): CountingThread {
  const note = ({ prompt, seed, leadIn }: WritingSettings): void => {
    thread.prompts.push(prompt);
    thread.seeds.push(seed);
    if (leadIn) thread.leadIns.push(leadIn);
  };
  const thread: CountingThread = {
    opened: [],
    prompts: [],
    seeds: [],
    leadIns: [],
    rested: () => new Promise((resolve) => setTimeout(resolve, 5)),
    open: (_task, ...call) => {
      thread.opened.push(call);
      return Promise.resolve({ task: 'continue', id: thread.opened.length, name: 'a run', step: 1200, vocabulary: 10 });
    },
    write: (_writer, settings, hear) => {
      const { prompt } = settings;
      if (prompt !== '' && !/[a-z]/.test(prompt)) {
        return Promise.reject(new InputError('None of these characters is known.'));
      }
      note(settings);
      const folded = prompt.normalize('NFC');
      hear({ kind: 'read', ...passage(folded) });
      const text = `<${[...folded].length}>`;
      hear({ kind: 'written', ...passage(text) });
      return Promise.resolve({ written: text.length, stopped: false, charactersPerSecond: 1, unseen: [] });
    },
    read: (_writer, { text }) => Promise.resolve(passage(text)),
    alternatives: () => Promise.resolve([{ symbol: 'a', probability: 0.5 }]),
    candidates: (_writer, settings, count) => {
      note(settings);
      return Promise.resolve(Array.from({ length: count }, (_, at) => passage(`way ${at + 1}`)));
    },
    stop: () => Promise.resolve(),
  };
  return thread;
}
