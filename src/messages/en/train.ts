/** What the page says of a run that is to begin: a part of page.ts. */
import { counted } from './plural.ts';
import { bytes, count, roughly } from '../format.ts';

export const trainStrings = {
  title: 'Train',
  presets: 'How long may it take?',
  preset: {
    minute: { label: 'A minute', explanation: 'A small network for a first look.' },
    'ten-minutes': { label: 'Ten minutes', explanation: 'A good network for most texts.' },
    overnight: {
      label: 'Overnight',
      explanation: 'As much as can be learned from the text, in eight hours at most.',
    },
  },
  settings: 'Settings',
  settingsHint: 'Everything is set sensibly already.',
  own: 'Your own settings',
  network: 'Network',
  training: 'Training',
  device: 'This device',
  threads: 'Threads',
  threadsHint: 'Fewer leave more of the device to other work. Any number computes the same network.',
  threadsAutomatic: 'As many as are sensible',
  train: 'Train',
  again: 'Train another',
  anotherHint: 'A new run begins from nothing; this one stays in the Library.',
  starting: 'Getting ready…',
  fixProblems: 'One of the settings cannot be used. Open Settings and correct the marked field.',
  learns: (name: string) => `Learns from ${name}`,
  changeText: 'Change',
  changes:
    'This text changes on the way: its end is unlike its beginning. The loss on unseen text would tell only how well the end is learned.',
  holdOutBlocks: 'Hold out blocks spread over the text',
  goOn: 'Go on with another text',
  goOnHint: 'A new run begins with what that network has learned; the old run stays in the Library.',
  goesOnFrom: (name: string) => `Goes on with the network of “${name}”`,
  beginAnew: 'Begin from nothing',
  sameText: 'It has learned from this very text. Change the text to teach it something new.',
  cost: 'What it takes',
  parameters: 'parameters',
  memory: (value: number) => `${bytes(value)} of memory`,
  time: (seconds: number) => `about ${roughly(seconds)}`,
  noUseForMore: 'This text has no use for more time: it would only be learned by heart.',
  timeUnknown: 'time known after the first run',
  steps: (value: number) => `${count(value)} steps`,
  kernels: (kernels: string, threads: number) => `${kernels}, ${counted(threads, 'thread', 'threads')}`,
  estimating: 'Working out what it takes…',
  noThreads:
    'This page may not share memory between threads, so training uses one core. Opening Unroll once more often helps.',
  noSimd: 'This browser has no WebAssembly SIMD, so training is much slower than it could be.',
};
