/** How good the runs that fill in or classify became: asked for once for each state they rest in. */
import { SvelteMap } from 'svelte/reactivity';
import type { TrainingWorker } from '../shared/training-worker.ts';
import { messageOf } from '../shared/errors.ts';
import type { Judgement } from '../shared/judgement.ts';
import type { RunSummary } from '../shared/run.ts';
import type { AppView } from './app-view.svelte.ts';
import type { CurrentRun } from './current-run.svelte.ts';

/** Of one run, as it stood at a step. */
export interface Judged {
  readonly step: number;
  /** Null while it is being worked out, or where it could not be. */
  readonly judgement: Judgement | null;
  readonly problem: string | null;
}

/** Settings of no weight in a comparison: they may differ, or have to. */
const FREE = new Set(['reading', 'hidden', 'learningRate', 'sampleTemperature']);

/** The parts of the app where a result is looked at. */
export interface Stage {
  readonly run: CurrentRun;
  readonly view: AppView;
}

export class Results {
  readonly #client: Pick<TrainingWorker, 'judge' | 'startTwin'>;
  readonly #app: Stage;
  readonly #known = new SvelteMap<string, Judged>();
  /** The worker judges one at a time. */
  #queue: Promise<void> = Promise.resolve();

  constructor(client: Pick<TrainingWorker, 'judge' | 'startTwin'>, app: Stage) {
    this.#client = client;
    this.#app = app;
  }

  of(runId: string | undefined): Judged | null {
    return (runId === undefined ? undefined : this.#known.get(runId)) ?? null;
  }

  /** Works it out, where it is not known for the step the run stands at. */
  judge({ id, step, network }: RunSummary): Promise<void> {
    if (network.task.kind === 'continue' || this.#known.get(id)?.step === step) return this.#queue;
    this.#set(id, { step, judgement: null, problem: null });
    this.#queue = this.#queue.then(async () => {
      try {
        this.#set(id, { step, judgement: await this.#client.judge(id), problem: null });
      } catch (error) {
        this.#set(id, { step, judgement: null, problem: messageOf(error) });
      }
    });
    return this.#queue;
  }

  /** Asks again after it could not be told. */
  async again(run: RunSummary): Promise<void> {
    this.#known.delete(run.id);
    await this.judge(run);
  }

  /** Opens Train for a run that rests, with its curves and how good it became. */
  show(run: RunSummary): void {
    const { run: current, view } = this.#app;
    if (current.isBusy) return;
    if (run.id !== current.summary?.id) current.show(run);
    view.go('train');
  }

  /** Trains the network that one which reads both ways is compared with. */
  async trainTwin({ id }: RunSummary): Promise<void> {
    await this.#app.run.begin(() => Promise.resolve((report) => this.#client.startTwin(id, report)));
  }

  #set(id: string, judged: Judged): void {
    this.#known.set(id, judged);
  }
}

/** Can this run be compared with one that reads forward only? */
export function hasTwin({ network }: Pick<RunSummary, 'network'>): boolean {
  return network.task.kind === 'fill' && network.directions === 2;
}

/** The run that a run which reads both ways is compared with: on the same text, alike but for that and its size. */
export function twinOf(run: RunSummary, runs: readonly RunSummary[]): RunSummary | null {
  const isTwin = (other: RunSummary): boolean =>
    other.network.task.kind === 'fill' &&
    other.network.directions === 1 &&
    other.text.hash === run.text.hash &&
    (Object.keys(run.settings) as (keyof RunSummary['settings'])[]).every(
      (key) => FREE.has(key) || other.settings[key] === run.settings[key],
    );
  const twins = hasTwin(run) ? runs.filter(isTwin) : [];
  return twins.find(({ state }) => state === 'finished') ?? twins.at(0) ?? null;
}
