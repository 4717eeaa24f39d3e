/** What is told of files that come in and go out. */
import { files as en } from './en/files.ts';
import { spoken } from './language.ts';
import { files as zh } from './zh/files.ts';

export const files = spoken({ en, zh });
