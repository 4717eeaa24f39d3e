/** What writing refuses. */
import { writing as en } from './en/writing.ts';
import { spoken } from './language.ts';
import { writing as zh } from './zh/writing.ts';

export const writing = spoken({ en, zh });
