/** Begins the page that writes by itself. Compiled at build time into one script, see build/booklet.ts. */
import { booklet as words } from '../messages/booklet.ts';
import { chooseLanguage } from '../messages/language.ts';
import { BOOKLET_DATA } from '../shared/booklet.ts';
import { readData } from './data.ts';
import { Page } from './page.ts';

const main = document.querySelector('main') ?? document.body;
try {
  const { data, weights } = readData(document.getElementById(BOOKLET_DATA)?.textContent ?? '');
  const preferred = navigator.languages.length > 0 ? navigator.languages : [data.language];
  new Page(data, weights).show(main, chooseLanguage(preferred));
} catch (error) {
  main.textContent = words.damaged(error instanceof Error ? error.message : String(error));
}
