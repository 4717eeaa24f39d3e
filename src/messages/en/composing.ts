/** What is said where a person and a network write a page together: in English. */
import { count } from '../format.ts';
import { counted } from './plural.ts';

export const composing = {
  /** The page: what is typed and written there. */
  page: 'Page',
  text: 'Text',
  placeholder: 'Begin here, and let the network go on. Or press Write, and it begins by itself.',
  textHint:
    'The network goes on where the caret is. Alt and the down arrow show what else could stand there; Ctrl and Enter let it write.',
  write: 'Write',
  writeHere: 'Go on from here',
  pause: 'Pause',
  pausing: 'Pausing…',
  within: 'Everything behind the caret makes room. Undo brings it back.',
  written: (written: number, speed: number, stopped: boolean, step: number) =>
    `${counted(written, 'character', 'characters')}${stopped ? ', paused' : ''}, ${count(speed)} a second, from step ${count(step)}`,
  notKept: (most: number) =>
    `So long a page is gone after a reload: at most ${count(most)} characters are kept with a network. Save it as a file, or keep parts of it.`,
  undo: 'Undo',
  redo: 'Redo',
  clear: 'New page',
  more: 'Length, seed and more',
  /** Probabilities. */
  tint: 'Show how likely each character is',
  likely: 'likely',
  unlikely: 'unlikely',
  tintHint: 'Point at a character, or tap it, to see what else could stand there.',
  alternatives: 'What else could stand here',
  next: 'What could come next',
  present: 'stands here',
  /** Candidates. */
  ways: 'Eight ways on',
  waysTitle: 'Eight ways on',
  waysHint: 'Choose one, and eight more follow it. Keys 1 to 8 choose too.',
  others: 'Eight others',
  done: 'Done',
  way: (number: number) => `Way ${count(number)}`,
  /** Passages that are kept. */
  keep: 'Keep',
  keepHint: 'Keep what is selected, or the whole page',
  kept: 'Kept passages',
  keptNow: 'Kept. It is in the list of kept passages.',
  keptNone: 'What you keep of a page stands here, with how it was written.',
  keptFrom: (network: string, step: number) => `${network}, step ${count(step)}`,
  keptHow: (temperature: number, seed: number) => `temperature ${temperature}, seed ${count(seed)}`,
  keptCopy: 'Copy',
  keptOpen: 'Put on the page',
  keptRemove: 'Delete',
  keptRemoved: 'The passage is deleted.',
  keptMore: 'Read all of it',
  keptLess: 'Less',
};
