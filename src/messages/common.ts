/** What may have to be said anywhere. */
import { common as en } from './en/common.ts';
import { spoken } from './language.ts';
import { common as zh } from './zh/common.ts';

export const common = spoken({ en, zh });
