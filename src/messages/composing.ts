/** What is said where a person and a network write a page together. */
import { composing as en } from './en/composing.ts';
import { spoken } from './language.ts';
import { composing as zh } from './zh/composing.ts';

export const composing = spoken({ en, zh });
