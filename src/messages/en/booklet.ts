/** What the web page says that a network becomes: in English. */
import { count } from '../format.ts';

export const booklet = {
  lang: 'en',
  about: (network: string, parameters: number, step: number) =>
    `${network}, ${count(parameters)} numbers learned in ${count(step)} steps. It writes here, in this page alone: nothing is loaded and nothing is sent.`,
  prompt: 'Prompt',
  placeholder: 'How should it begin?',
  temperature: 'Temperature',
  safe: 'safe',
  wild: 'wild',
  write: 'Write',
  more: 'Go on',
  stop: 'Stop',
  result: 'Result',
  empty: 'What the network writes appears here.',
  speed: (characters: number) => `${count(characters)} characters a second`,
  madeWith: 'Made with Unroll.',
  damaged: (detail: string) => `This page is damaged (${detail}). Get the whole file again.`,
};
