/** What the page says of the three tasks and of labelled lines. */
import { tasks as en } from './en/tasks.ts';
import { spoken } from './language.ts';
import { tasks as zh } from './zh/tasks.ts';

export const tasks = spoken({ en, zh });
