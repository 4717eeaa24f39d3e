/** What training refuses, and why it ends. */
import { training as en } from './en/training.ts';
import { spoken } from './language.ts';
import { training as zh } from './zh/training.ts';

export const training = spoken({ en, zh });
