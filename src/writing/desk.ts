/** The runs that are open: each with the session that answers for its task. */
import { answering } from '../messages/answering.ts';
import { writing } from '../messages/writing.ts';
import { readMetadata } from '../formats/onnx/metadata.ts';
import { StateError } from '../shared/errors.ts';
import type { OpenRun, OpenWriter } from '../shared/writing-worker.ts';
import { WritingSession } from './session.ts';

/** What answers for an open run. */
interface Place<Run extends OpenRun, Session> {
  readonly run: Run;
  readonly session: Session;
}

type AnyPlace = Place<OpenWriter, WritingSession>;

/** So many stay open: two that are compared, and the one before. */
const MOST_OPEN = 3;

export class Desk {
  /** The newest last. */
  readonly #places: AnyPlace[] = [];
  #opened = 0;

  /**
   * @param model an ONNX file that Unroll wrote.
   * @throws FormatError when it is not one, DeviceError when the runtime cannot run here.
   */
  async open(model: Uint8Array): Promise<OpenRun> {
    const place = await this.#place(model);
    this.#places.push(place);
    if (this.#places.length > MOST_OPEN) await this.#places.shift()?.session.release();
    return place.run;
  }

  /** @throws StateError when the run is not open any more. */
  writer({ id }: OpenWriter): WritingSession {
    const place = this.#places.find(({ run }) => run.id === id);
    if (place === undefined) throw new StateError(writing.noRunOpen);
    return place.session;
  }

  async #place(model: Uint8Array): Promise<AnyPlace> {
    const { task, name, step, network } = readMetadata(model);
    const said = { id: ++this.#opened, name, step, vocabulary: network.vocabulary };
    if (task !== 'continue') throw new StateError(answering.otherTask(name));
    return { run: { task, ...said }, session: await WritingSession.create(model) };
  }
}
