import { CopiedClient } from '../client/copied.ts';
import { TrainingClient } from '../client/training.ts';
import { WritingClient } from '../client/writing.ts';
import { App } from './app.svelte.ts';
import { followLaunches } from './launches.ts';

/** Puts the app together for a page. It begins its work only with `app.open()`, once the first screen stands. */
export function assembleApp(page: Window): App {
  const app = new App(page, new TrainingClient(), new WritingClient(), new CopiedClient());
  followLaunches(page, app);
  app.installation.follow(page, app.notices);
  return app;
}
