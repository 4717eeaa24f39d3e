/** The runs that are open: each with the session that answers for its task. */
import { writing } from '../messages/writing.ts';
import { readMetadata } from '../formats/onnx/metadata.ts';
import { StateError } from '../shared/errors.ts';
import type { TaskKind } from '../shared/network.ts';
import type { OpenClassifier, OpenFiller, OpenRun, OpenWriter } from '../shared/writing-worker.ts';
import { ClassifyingSession } from './classifying-session.ts';
import { FillingSession } from './filling-session.ts';
import { WritingSession } from './session.ts';

/** What answers for each task. */
interface Sessions {
  readonly continue: WritingSession;
  readonly fill: FillingSession;
  readonly classify: ClassifyingSession;
}

/** An open run, by its number, and what answers for it. */
type Place = {
  readonly [Kind in TaskKind]: { readonly task: Kind; readonly id: number; readonly session: Sessions[Kind] };
}[TaskKind];

/** So many stay open: two that are compared, and the one before. */
const MOST_OPEN = 3;

export class Desk {
  /** The newest last. */
  readonly #places: Place[] = [];
  #opened = 0;

  /**
   * @param model an ONNX file that Unroll wrote.
   * @throws FormatError when it is not one, DeviceError when the runtime cannot run here.
   */
  async open(model: Uint8Array): Promise<OpenRun> {
    const metadata = readMetadata(model);
    const id = ++this.#opened;
    const said = { id, name: metadata.name, step: metadata.step, vocabulary: metadata.network.vocabulary };
    switch (metadata.task) {
      case 'continue':
        await this.#add({ task: 'continue', id, session: await WritingSession.create(model) });
        return { task: 'continue', ...said };
      case 'fill':
        await this.#add({ task: 'fill', id, session: await FillingSession.create(model) });
        return { task: 'fill', ...said };
      case 'classify':
        await this.#add({ task: 'classify', id, session: await ClassifyingSession.create(model) });
        return { task: 'classify', classes: metadata.classes, ...said };
    }
  }

  has({ id }: OpenRun): boolean {
    return this.#places.some((place) => place.id === id);
  }

  /** @throws StateError when the run is not open any more. */
  writer({ id }: OpenWriter): WritingSession {
    return this.#find('continue', id).session;
  }

  /** @throws StateError when the run is not open any more. */
  filler({ id }: OpenFiller): FillingSession {
    return this.#find('fill', id).session;
  }

  /** @throws StateError when the run is not open any more. */
  classifier({ id }: OpenClassifier): ClassifyingSession {
    return this.#find('classify', id).session;
  }

  #find<Kind extends TaskKind>(task: Kind, id: number): Extract<Place, { readonly task: Kind }> {
    const found = this.#places.find((place) => isFor(place, task) && place.id === id);
    if (found === undefined || !isFor(found, task)) throw new StateError(writing.noRunOpen);
    return found;
  }

  async #add(place: Place): Promise<void> {
    this.#places.push(place);
    if (this.#places.length > MOST_OPEN) await this.#places.shift()?.session.release();
  }
}

function isFor<Kind extends TaskKind>(place: Place, task: Kind): place is Extract<Place, { readonly task: Kind }> {
  return place.task === task;
}
