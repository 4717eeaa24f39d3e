/** A file that was saved may be handed on at once, where the browser has a share sheet that takes it. */
import { canShare, share } from '../client/sharing.ts';
import { bytes } from '../messages/format.ts';
import { ways } from '../messages/ways.ts';
import type { Notices } from './notices.svelte.ts';

export function offerToShare(file: File, notices: Notices): void {
  const saved = ways.page.exported(file.name, bytes(file.size));
  if (!canShare({ files: [file] })) {
    notices.say(saved);
    return;
  }
  notices.ask(saved, ways.share.file, () => {
    void share({ files: [file] }).then((isShared) => {
      if (!isShared) notices.warn(ways.share.failed);
    });
  });
}
