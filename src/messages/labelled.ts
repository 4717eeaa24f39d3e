/** What is told of labelled lines that are read, or refused. */
import { labelled as en } from './en/labelled.ts';
import { spoken } from './language.ts';
import { labelled as zh } from './zh/labelled.ts';

export const labelled = spoken({ en, zh });
