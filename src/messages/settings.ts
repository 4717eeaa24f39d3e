/** How settings are called, what they do, and what is wrong with a value. */
import { settingWords as en } from './en/settings.ts';
import { spoken } from './language.ts';
import { settingWords as zh } from './zh/settings.ts';

export const settingWords = spoken({ en, zh });
