/** What is told of the ways in and out, and of installing. */
import { ways as en } from './en/ways.ts';
import { spoken } from './language.ts';
import { ways as zh } from './zh/ways.ts';

export const ways = spoken({ en, zh });
