/** One short-lived thread: unpacks a document and finds the text inside. */
import { speakAs } from '../src/messages/language.ts';
import { messageOf } from '../src/shared/errors.ts';
import { readDocumentHere } from '../src/text/document.ts';
import type { DocumentNews, DocumentOrder } from '../src/workbench/document-thread.ts';

const tell = (news: DocumentNews): void => postMessage(news);

addEventListener('message', ({ data }: MessageEvent<DocumentOrder>) => {
  speakAs(() => data.language);
  readDocumentHere(data, (share) => tell({ kind: 'share', share })).then(
    (text) => tell({ kind: 'text', text }),
    (error: unknown) => tell({ kind: 'problem', message: messageOf(error) }),
  );
});
