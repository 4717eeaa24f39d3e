/** Puts the app together for a page. */
import { CopiedClient } from '../client/copied.ts';
import { TrainingClient } from '../client/training.ts';
import { WritingClient } from '../client/writing.ts';
import { App } from './app.svelte.ts';
import { followLaunches } from './launches.ts';

/** What it begins only when it is told to: `app.open()`, once the first screen stands. */
export function openApp(page: Window): App {
  const app = new App(page, new TrainingClient(), new WritingClient(), new CopiedClient());
  followLaunches(page, app);
  app.installation.follow(page, app.notices);
  return app;
}
