/** Whether runs of this device train gently: half of the time, so that a phone stays cool. Remembered. */
import type { Notebook } from '../client/notebook.ts';
import type { TrainingWorker } from '../shared/training-worker.ts';

const NOTE = 'gentle';

export class Gentleness {
  readonly #client: Pick<TrainingWorker, 'beGentle'>;
  readonly #notes: Notebook;
  #isOn = $state(false);

  constructor(client: Pick<TrainingWorker, 'beGentle'>, notes: Notebook) {
    this.#client = client;
    this.#notes = notes;
    if (notes.read(NOTE).length > 0) this.#set(true);
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Holds at once, for the run that trains too. */
  choose(on: boolean): void {
    this.#notes.write(NOTE, on ? ['on'] : []);
    this.#set(on);
  }

  #set(on: boolean): void {
    this.#isOn = on;
    // A worker that died hears it again when another takes its place.
    this.#client.beGentle(on).catch(() => undefined);
  }
}
