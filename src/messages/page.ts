/** Every sentence the page says. */
import { strings as en } from './en/page.ts';
import { spoken } from './language.ts';
import { strings as zh } from './zh/page.ts';

export const strings = spoken({ en, zh });
