/** An exported graph, open in the runtime: what the graphs of all tasks have in common. */
import { readMetadataFor, type MetadataFor } from '../formats/onnx/metadata.ts';
import type { TaskKind } from '../shared/network.ts';
import { createSession, type Session } from './runtime.ts';

export interface OpenGraph<Kind extends TaskKind> {
  readonly metadata: MetadataFor<Kind>;
  readonly session: Session;
}

/**
 * @param model an ONNX file of this task.
 * @throws FormatError when it is not one, DeviceError when the runtime cannot run here.
 */
export async function openGraph<Kind extends TaskKind>(model: Uint8Array, task: Kind): Promise<OpenGraph<Kind>> {
  return { metadata: readMetadataFor(model, task), session: await createSession(model) };
}

export abstract class GraphRuntime<Kind extends TaskKind> {
  readonly metadata: MetadataFor<Kind>;
  protected readonly session: Session;

  protected constructor({ metadata, session }: OpenGraph<Kind>) {
    this.metadata = metadata;
    this.session = session;
  }

  /** Frees the runtime's memory; the object cannot be used again. */
  release(): Promise<void> {
    return this.session.release();
  }
}
