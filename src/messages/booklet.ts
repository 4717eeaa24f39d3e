/** What the web page says that a network becomes. */
import { booklet as en } from './en/booklet.ts';
import { spoken } from './language.ts';
import { booklet as zh } from './zh/booklet.ts';

export const booklet = spoken({ en, zh });
