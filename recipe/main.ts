/** Trains on a file as the app would, tells how it goes, and writes what came out. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { sampleText } from '../build/samples.ts';
import { decodeCheckpoint } from '../src/formats/checkpoint.ts';
import { modelOf } from '../src/formats/onnx/model.ts';
import { isExpectedFailure, StateError } from '../src/shared/errors.ts';
import type { Judgement } from '../src/shared/judgement.ts';
import type { LossHistory, LossPoint, ProgressReport, RunSummary } from '../src/shared/run.ts';
import { LABELLED_SAMPLES } from '../src/shared/labelled.ts';
import { PRESETS } from '../src/shared/presets.ts';
import { DEFAULT_SETTINGS, networkFor, type Settings } from '../src/shared/settings.ts';
import { SAMPLES, type TextSummary } from '../src/shared/text.ts';
import { MemoryStore } from '../src/storage/memory-store.ts';
import { factsOfLines, labelledLines, type LineFacts } from '../src/text/labelled.ts';
import { fitSettings, fitTaught } from '../src/training/fit.ts';
import { costPerSymbol } from '../src/training/plan.ts';
import { forwardOnly } from '../src/training/twin.ts';
import type { Workbench } from '../src/workbench/workbench.ts';
import { ngramsInWords } from '../src/ui/words.ts';
import { openBench } from './bench.ts';
import { judgedInWords, percent } from './judged.ts';
import { readOptions, type Options } from './options.ts';
import { quatrains } from './quatrains.ts';

/** What is written as JSON. */
export interface Outcome {
  /** The lowest validation loss, in nats per character, and the step it was reached at. */
  readonly validationNats: number | null;
  readonly bestStep: number | null;
  /** Seconds spent training, as the app counts them. */
  readonly seconds: number;
  /** Of the text, after folding. */
  readonly characters: number;
  readonly parameters: number;
  /** What the best n-gram reaches on the same held-out text, in nats per character; null where none could be counted. */
  readonly ngramNats: number | null;
  readonly settings: Settings;
  readonly history: LossHistory;
  /** Of a network that fills in or classifies: how good it is, and what it is compared with. */
  readonly judged: Judged | null;
}

/** @returns the exit code: 0 when the run came to its end, 1 when it failed, 2 when it was not understood. */
export async function main(command: readonly string[]): Promise<number> {
  if (command[0] === 'quatrains') {
    return quatrains(command.slice(1)).then(
      () => 0,
      (error: unknown) => refuse(error, 1),
    );
  }
  if (command[0] === 'sample') return writeSample(command[1] ?? '');
  let options: Options;
  try {
    options = readOptions(command);
  } catch (error) {
    return refuse(error, 2);
  }
  try {
    return await train(options);
  } catch (error) {
    return refuse(error, 1);
  }
}

/** A bundled text or its labelled lines, to the standard output. */
async function writeSample(wanted: string): Promise<number> {
  const samples = [...SAMPLES.map(({ id }) => id), ...LABELLED_SAMPLES];
  const sample = samples.find((id) => id === wanted);
  if (sample === undefined) {
    say(`There is no sample “${wanted}”; choose one of ${samples.join(', ')}.`);
    return 2;
  }
  process.stdout.write(await sampleText(sample));
  return 0;
}

function refuse(error: unknown, code: number): number {
  if (!isExpectedFailure(error) && !isSystemError(error)) throw error;
  say(error.message);
  return code;
}

/** A file that cannot be read or written. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function train(options: Options): Promise<number> {
  const store = new MemoryStore();
  const bench = await openBench(store);
  const file = new File([await readFile(options.text)], basename(options.text));
  const text = await bench.readText({ kind: 'files', files: [file] }, () => undefined);
  for (const { message } of text.notes) say(message);
  const from =
    options.from === null ? null : await bench.carrying.importSafetensors(new Blob([await readFile(options.from)]));
  const settings = await settingsFor(options, bench, text, from);
  const estimate = await bench.estimate(text.id, settings, from?.id);
  const minutes = (estimate.seconds ?? 0) / 60;
  say(JSON.stringify(settings));
  say(`${text.characters} characters, ${estimate.parameters} parameters, ${estimate.steps} steps.`);
  say(
    `About ${minutes.toFixed(1)} minutes with ${estimate.kernels} on ${estimate.threads} thread${estimate.threads === 1 ? '' : 's'}.`,
  );
  for (const note of estimate.notes) say(note);

  const { run, state } = await trained(bench, text.id, settings, from?.id, options.stopAfter);
  say(resultOf(run));
  const judged = await judgedOf(bench, run, text.id);
  const best = await store.bestCheckpoint(run.id);
  await write(options, run, judged, text.characters, best);
  return state === 'failed' ? 1 : 0;
}

/** Trains to the end, or so many minutes, and tells how it goes. */
async function trained(
  bench: Workbench,
  textId: string,
  settings: Settings,
  from?: string,
  stopAfter: number | null = null,
): Promise<{ run: RunSummary; state: ProgressReport['state'] }> {
  let ended: (report: ProgressReport) => void = () => undefined;
  const end = new Promise<ProgressReport>((resolve) => (ended = resolve));
  const tell = teller();
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    void bench.stop();
  };
  const hear = (report: ProgressReport): void => {
    tell(report);
    if (report.state !== 'training') ended(report);
    else if (stopAfter !== null && report.seconds >= 60 * stopAfter) stop();
  };
  const { id } = await bench.start(textId, settings, hear, from);
  const { problem, state } = await end;
  if (problem !== null) say(problem);
  await bench.ngramNats(id);
  const run = (await bench.runs()).find((candidate) => candidate.id === id);
  if (run === undefined) throw new StateError('The run is not kept. Start it again.');
  return { run, state };
}

/** What it is compared with too: where it fills in reading both ways, a forward-only network of its size. */
interface Judged {
  readonly judgement: Judgement;
  readonly forwardOnly: Judgement | null;
}

async function judgedOf(bench: Workbench, run: RunSummary, textId: string): Promise<Judged | null> {
  const judgement = await bench.judge(run.id);
  if (judgement === null) return null;
  for (const line of judgedInWords(judgement)) say(line);
  if (run.network.task.kind !== 'fill' || run.network.directions === 1) return { judgement, forwardOnly: null };
  const settings = forwardOnly(run.settings, run.network.vocabulary);
  say(`The same, reading forward only, with ${settings.hidden} hidden units:`);
  const other = await trained(bench, textId, settings);
  const compared = await bench.judge(other.run.id);
  if (compared !== null) for (const line of judgedInWords(compared)) say(line);
  return { judgement, forwardOnly: compared };
}

/** Fitted to the time that is given, if any is, or if nothing is given at all. */
async function settingsFor(
  { preset, minutes, given }: Options,
  bench: Workbench,
  text: TextSummary,
  from: RunSummary | null,
): Promise<Settings> {
  const time = minutes ?? preset?.minutes;
  if (time === undefined && Object.keys(given).length > 0) return { ...DEFAULT_SETTINGS, ...given };
  // The bench measures the device until it is known before it fits anything; the estimate is then of that speed.
  await bench.fit(text.id);
  const { charactersPerSecond, vocabulary, parameters } = await bench.estimate(text.id, DEFAULT_SETTINGS);
  const { lanes, windowSteps } = DEFAULT_SETTINGS;
  const batch = { lanes, symbols: lanes * windowSteps };
  const costEach = costPerSymbol(networkFor(DEFAULT_SETTINGS, vocabulary), parameters, batch);
  const [atMost, speed] = [time ?? PRESETS[0].minutes, (charactersPerSecond ?? 0) * costEach];
  const facts = given.task === 'classify' ? await factsOf(bench, text) : text;
  return from === null
    ? fitSettings(facts, atMost, speed, given)
    : fitTaught(facts, atMost, speed, from.settings, given);
}

/** Of the lines that are to be classified. */
async function factsOf(bench: Workbench, { hash, name }: TextSummary): Promise<LineFacts> {
  const content = await bench.textContent(hash);
  return factsOfLines(await labelledLines((await content?.text()) ?? '', name));
}

/** Progress, a line at each validation point. */
function teller(): (report: ProgressReport) => void {
  let training: LossPoint | undefined;
  return ({ newTraining, newValidation, totalSteps, charactersPerSecond, secondsLeft }) => {
    training = newTraining.at(-1) ?? training;
    const point = newValidation.at(-1);
    if (point === undefined) return;
    const left = secondsLeft === null ? '' : `, ${Math.round(secondsLeft)} s left`;
    say(
      `step ${point.step} of ${totalSteps}: ${point.nats.toFixed(4)} nats on unseen text, ` +
        (point.accuracy === undefined ? '' : `${percent(point.accuracy)} right, `) +
        `${training?.nats.toFixed(4) ?? '-'} learning, ${Math.round(charactersPerSecond)} characters/s${left}`,
    );
  };
}

/** How good it became, in the words of the app. */
function resultOf({ history, ngramNats }: RunSummary): string {
  const best = lowest(history);
  if (best === null) return 'It ended before it was tested on unseen text.';
  const comparison = ngramNats === undefined ? '' : `: ${ngramsInWords(best.nats, ngramNats)}`;
  return `At best ${best.nats.toFixed(4)} nats on unseen text, at step ${best.step}${comparison}.`;
}

function lowest({ validation }: LossHistory): LossPoint | null {
  return validation.reduce<LossPoint | null>(
    (low, point) => (low === null || point.nats < low.nats ? point : low),
    null,
  );
}

async function write(
  options: Options,
  run: RunSummary,
  judged: Judged | null,
  characters: number,
  network: Uint8Array,
): Promise<void> {
  const { history, settings, parameters, seconds } = run;
  const best = lowest(history);
  const outcome: Outcome = {
    validationNats: best?.nats ?? null,
    bestStep: best?.step ?? null,
    ...{ seconds, characters, parameters },
    ngramNats: run.ngramNats === undefined ? null : Math.min(...run.ngramNats),
    ...{ settings, history, judged },
  };
  await put(options.json, `${JSON.stringify(outcome, plainArrays)}\n`);
  if (options.safetensors !== null) await put(options.safetensors, network);
  if (options.onnx === null) return;
  await put(options.onnx, modelOf(decodeCheckpoint(network), run.name));
}

function plainArrays(_key: string, value: unknown): unknown {
  return value instanceof Uint32Array ? [...value] : value;
}

async function put(path: string, content: string | Uint8Array): Promise<void> {
  const target = resolve(path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
}
