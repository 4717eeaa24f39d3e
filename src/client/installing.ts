/** Installing the app, as browsers offer it. */

/** What browsers that can install fire; no standard types name it yet. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
  readonly userChoice: Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/** How the app can be installed here: by the browser's dialog, by hand in Apple's share sheet, or not (or it is already). */
export type Installable = 'offered' | 'by-hand' | null;

export interface InstallListener {
  readonly changed: (installable: Installable) => void;
  readonly installed: () => void;
}

/** Follows what the browser offers. Its own banner is held back: the page has a quieter button. */
export class Installing {
  #offer: InstallOffer | null = null;
  readonly #changed: (installable: Installable) => void;

  constructor(page: Window, { changed, installed }: InstallListener) {
    this.#changed = changed;
    page.addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.#offer = event as InstallOffer;
      changed('offered');
    });
    page.addEventListener('appinstalled', () => {
      this.#offer = null;
      changed(null);
      installed();
    });
    if (isAppleBrowser(page.navigator)) changed('by-hand');
  }

  /** Opens the browser's dialog. An offer is good for once; the browser makes another when it likes. */
  async ask(): Promise<void> {
    const offer = this.#offer;
    this.#offer = null;
    this.#changed(null);
    await offer?.prompt();
  }
}

/** On an iPhone or iPad, in the browser: only there the property is, and false. */
function isAppleBrowser(navigator: Navigator): boolean {
  return (navigator as { standalone?: boolean }).standalone === false;
}
