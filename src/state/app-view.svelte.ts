/** Which view is shown. The address says so, so that the browser's back button works. */
import { viewAt, type ViewName } from './routes.ts';

export class AppView {
  #current = $state<ViewName>('text');
  readonly #window: Window;

  constructor(page: Window) {
    this.#window = page;
    // Every view begins at its top, where what waits is offered; half-way down an old page it would be missed.
    page.history.scrollRestoration = 'manual';
    this.#current = viewAt(page.location.hash);
    page.addEventListener('hashchange', () => {
      this.#current = viewAt(page.location.hash);
    });
  }

  get current(): ViewName {
    return this.#current;
  }

  go(view: ViewName): void {
    if (viewAt(this.#window.location.hash) !== view || this.#window.location.hash === '') {
      this.#window.location.hash = view;
    }
    this.#current = view;
  }

  reload(): void {
    this.#window.location.reload();
  }
}
