/** What is said of networks that fill in or classify. */
import { answering as en } from './en/answering.ts';
import { spoken } from './language.ts';
import { answering as zh } from './zh/answering.ts';

export const answering = spoken({ en, zh });
