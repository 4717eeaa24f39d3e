/** Puts the app together for a page. */
import { CopiedClient } from '../client/copied.ts';
import { TrainingClient } from '../client/training.ts';
import { WritingClient } from '../client/writing.ts';
import { App } from './app.svelte.ts';
import { followLaunches } from './launches.ts';

/** `serviceWorker` is the address of the service worker, or null where there is none (while developing). */
export function openApp(page: Window, serviceWorker: string | null): App {
  const app = new App(page, new TrainingClient(), new WritingClient(), new CopiedClient());
  followLaunches(page, app);
  app.installation.follow(page, app.notices);
  void app.open();
  if (serviceWorker !== null) void app.updates.follow(page.navigator.serviceWorker, serviceWorker);
  return app;
}
