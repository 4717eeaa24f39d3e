/** What is told of a storage that refuses. */
import { keeping as en } from './en/keeping.ts';
import { spoken } from './language.ts';
import { keeping as zh } from './zh/keeping.ts';

export const keeping = spoken({ en, zh });
