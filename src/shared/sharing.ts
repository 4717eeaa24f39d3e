/** What is shared with the app by a phone's or a desktop's share sheet, as the service worker hands it to the page. */

/** Where the browser posts it, below the app's own address. */
export const SHARE_PATH = 'share';

/** The fields it comes in, as the manifest names them. */
export const SHARE_FIELDS = { title: 'title', text: 'text', url: 'url', files: 'files' } as const;

/** In the address of the page that is opened for it: what came may be taken. */
export const SHARED_MARK = 'shared';

export interface SharedItem {
  readonly title: string;
  readonly text: string;
  readonly url: string;
  readonly files: readonly File[];
}

/** From the page, with a port: asks for all that waits. The answer is a list of SharedItem. */
export const TAKE_SHARED = 'TAKE_SHARED';
/** From the page: it was read or refused, and need not be kept any longer. */
export const DROP_SHARED = 'DROP_SHARED';
