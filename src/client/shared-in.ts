/** What was shared with the app, as the service worker keeps it. */
import { DROP_SHARED, TAKE_SHARED, type SharedItem } from '../shared/sharing.ts';

export interface SharedIn {
  readonly items: readonly SharedItem[];
  /** Says that they were read or refused: nothing of them need be kept. */
  readonly drop: () => void;
}

/** Asks what waits; nothing where no service worker is in charge. */
export async function takeShared(container: ServiceWorkerContainer | undefined): Promise<SharedIn> {
  const worker = container?.controller;
  if (!worker) return { items: [], drop: () => undefined };
  const { port1, port2 } = new MessageChannel();
  const items = await new Promise<readonly SharedItem[]>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<readonly SharedItem[]>) => resolve(data);
    worker.postMessage({ type: TAKE_SHARED }, [port2]);
  });
  port1.close();
  return { items, drop: () => worker.postMessage({ type: DROP_SHARED }) };
}
