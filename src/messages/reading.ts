/** What is told of a text that is read, or refused. */
import { reading as en } from './en/reading.ts';
import { spoken } from './language.ts';
import { reading as zh } from './zh/reading.ts';

export const reading = spoken({ en, zh });
