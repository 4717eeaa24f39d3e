/** What is learned from where no text was chosen, in the language of the page; what is told and drawn of it before it is read. */
import { language, type Language } from '../messages/language.ts';
import type { Task } from './network.ts';
import type { AnySampleId } from './text.ts';

export interface FirstSample {
  readonly id: AnySampleId;
  readonly characters: number;
  /** How it begins; of labelled lines, one of them. */
  readonly opening: { readonly text: string; readonly label?: string };
}

const NOVEL: FirstSample = { id: 'moby-dick', characters: 1_184_972, opening: { text: 'Call me Ishmael.' } };
const POEMS: FirstSample = { id: 'tang-poems', characters: 100_034, opening: { text: '四时运灰琯，一夕变冬春。' } };
const NAMES: FirstSample = { id: 'first-names', characters: 105_672, opening: { text: 'Elizabeth', label: 'female' } };
const TONGUES: FirstSample = { id: 'languages', characters: 224_863, opening: { text: '人人有权', label: 'Chinese' } };

const FIRST: Readonly<Record<Language, Readonly<Record<Task['kind'], FirstSample>>>> = {
  en: { continue: NOVEL, fill: NOVEL, classify: NAMES },
  zh: { continue: POEMS, fill: POEMS, classify: TONGUES },
};

export function firstSample(task: Task['kind']): FirstSample {
  return FIRST[language()][task];
}
