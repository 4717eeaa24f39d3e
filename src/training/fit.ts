/** The recipe: settings that make the most of a text, a device and a person's patience. See docs/recipe.md. */
import { parameterTable } from '../engine/parameters.ts';
import type { Task } from '../shared/network.ts';
import { PRESETS, presetShape, type FittedPresets } from '../shared/presets.ts';
import { shapeOf, type ShapeSettings } from '../shared/origin.ts';
import { DEFAULT_SETTINGS, networkFor, type Settings } from '../shared/settings.ts';
import { splitLengths } from '../text/batches.ts';
import { costPerSymbol, multipliedWeights, TRAINING_SHARE } from './plan.ts';

export interface TextFacts {
  /** Unicode code points after folding; of all lines, where they are to be classified. */
  readonly characters: number;
  /** Different ones among them. */
  readonly distinct: number;
  /** How many lines, where they are to be classified. */
  readonly lines?: number;
}

/** What a small device does in a second, in units of `costPerSymbol`, to begin with where nothing could be measured. */
export const UNKNOWN_SPEED = 1e10;
/** Hidden units to choose from: rows of whole vectors. */
const HIDDEN = Array.from({ length: 125 }, (_, at) => 32 + 8 * at);
/** Symbols that should be read, again and again, for each weight: with fewer a smaller network gets further. */
const SYMBOLS_PER_WEIGHT = 18;
/** More symbols than this are many: most are met seldom. */
const MANY_SYMBOLS = 256;
/** A learned vector for each symbol: it speaks louder than one row of the first layer's weights, and is learned sooner. */
const EMBEDDING_WIDTH = { short: 32, usual: 64 } as const;
/** Of a lane, in windows; but no fewer lanes than two threads want, and no more than gain anything. */
const LANE_WINDOWS = 60;
const FEWEST_LANES = 8;
/** A pass over lines should have so many steps. */
const LINE_STEPS = 200;
/** More recurrent weights for each line take time and gain nothing. */
const WEIGHTS_PER_LINE = 40;
/** In lines this long what tells the class stands all over them, and the mean of all states says more of it than the last. */
const MEAN_FROM = 24;
/** A patient run learns from longer windows. */
const PATIENT_MINUTES = 30;
const WINDOW = { usual: 50, patient: 100 } as const;
/** A network of so many units learns at the rate of its manner, larger ones at a lower one. */
const RATE_HIDDEN = 128;
/** Of that, for a network that goes on with another text. */
const TAUGHT_RATE = 0.4;

/** How a text is read. */
interface Manner {
  /** More passes gain nothing. */
  readonly mostPasses: number;
  readonly mostLanes: number;
  /** More recurrent weights than so many a character learn the text by heart before they learn its language. */
  readonly weightsPerCharacter: number;
  readonly rate: number;
  readonly mostDropout: number;
  /** With each doubling of how often each weight reads a symbol. */
  readonly dropoutForDoubling: number;
  /** Of the dropout of the states: what is left out of learned vectors, and how strongly the weights are pulled to zero. */
  readonly embeddingShare: number;
  readonly decayShare: number;
}

const USUAL: Manner = {
  mostPasses: 20,
  mostLanes: 50,
  weightsPerCharacter: 4,
  rate: 0.005,
  mostDropout: 0.5,
  dropoutForDoubling: 0.08,
  embeddingShare: 0,
  decayShare: 0,
};

/** So many characters to learn from. */
const LONG_FROM = 800_000;
/** Such a text is at its best after fewer passes, by a network that is smaller for it: a larger one begins to learn it by heart half-way. */
const LONG: Manner = { ...USUAL, mostPasses: 12, weightsPerCharacter: 1.55 };

/** With fewer characters than this for each of many symbols, most are met so seldom that they are learned by heart before they are known. */
const THIN_CHARACTERS = 100;
/**
 * Then few lanes make many steps, the network is smaller, and more is left out. It is at its best half-way: with fewer passes the
 * rate falls before it is there.
 */
const THIN: Manner = {
  mostPasses: 12,
  mostLanes: 8,
  weightsPerCharacter: 2.8,
  rate: 0.0042,
  mostDropout: 0.6,
  dropoutForDoubling: 0.092,
  embeddingShare: 0.85,
  decayShare: 0.5,
};

/** Each pass asks for other symbols, and for few of them. */
const FILL: Manner = { ...USUAL, mostPasses: 60 };

/** A line has one answer, so that lines are learned by heart early: a smaller network, slowly, with more left out. */
const CLASSIFY: Manner = {
  ...USUAL,
  mostPasses: 12,
  weightsPerCharacter: 2.8,
  rate: 0.003,
  dropoutForDoubling: 0.15,
  embeddingShare: 0.2,
};

function mannerFor({ characters, distinct }: TextFacts, task: Task['kind'], training: number): Manner {
  if (task === 'fill') return FILL;
  if (task === 'classify') return CLASSIFY;
  const isThin = distinct > MANY_SYMBOLS && characters < THIN_CHARACTERS * distinct;
  if (isThin) return THIN;
  return training >= LONG_FROM ? LONG : USUAL;
}

/**
 * Settings for a text, so that training takes as many minutes as given, or fewer where the text has no more to teach.
 * As large a network as can be taught in that time; as many passes; and dropout by how often the text will be read for
 * how many weights.
 * @param speed what this device does in a second, in units of `costPerSymbol`.
 * @param given settings that are decided already; the others are fitted around them.
 */
export function fitSettings(text: TextFacts, minutes: number, speed: number, given: Partial<Settings> = {}): Settings {
  const task = given.task ?? DEFAULT_SETTINGS.task;
  const { training } = splitLengths(text.characters, given.validationShare ?? DEFAULT_SETTINGS.validationShare);
  const manner = mannerFor(text, task, training);
  const { mostPasses, rate, weightsPerCharacter, embeddingShare, decayShare } = manner;
  const affordable = minutes * 60 * speed * TRAINING_SHARE;
  const mostWeights = Math.min(weightsPerCharacter * training, WEIGHTS_PER_LINE * (text.lines ?? Infinity));
  const passesOf = ({ cost }: Size): number => affordable / cost / training;
  const sizes = (given.hidden === undefined ? HIDDEN : [given.hidden])
    .map((hidden) => sizeOf({ ...networkSettings(text, manner, training, minutes, hidden), ...given, task }, text))
    .filter(({ recurrentWeights }, at) => at === 0 || recurrentWeights <= mostWeights);

  const needed = ({ weights }: Size): number => Math.max(1, (SYMBOLS_PER_WEIGHT * weights) / training);
  const taught = sizes.filter((size) => passesOf(size) >= Math.min(mostPasses, needed(size)));
  const largest = taught.at(-1) ?? sizes[0];
  const wanted = Math.min(mostPasses, Math.max(1, Math.round(passesOf(largest))));
  // Passes are whole: what rounding them leaves or takes is made up for by the size.
  const filling = sizes.filter((size) => passesOf(size) >= wanted).at(-1) ?? sizes[0];
  const chosen = wanted === mostPasses ? largest : filling;
  const passes = Math.min(wanted, Math.max(1, Math.floor(passesOf(chosen))));
  const { hidden } = chosen.settings;
  const dropout = dropoutFor((passes * chosen.weights) / training, manner);
  return {
    ...chosen.settings,
    passes,
    dropout: round(dropout, 0.05),
    embeddingDropout: round(dropout * embeddingShare, 0.05),
    weightDecay: round(dropout * decayShare, 0.01),
    learningRate: round(rate * Math.sqrt(RATE_HIDDEN / Math.max(RATE_HIDDEN, hidden)), 1e-4),
    ...given,
  };
}

/**
 * The same for a network that has learned another text: its shape stays, and it learns at a lower rate, for it has
 * something to lose.
 */
export function fitTaught(
  text: TextFacts,
  minutes: number,
  speed: number,
  taught: ShapeSettings,
  given: Partial<Settings> = {},
): Settings {
  const fitted = fitSettings(text, minutes, speed, { ...given, ...shapeOf(taught) });
  return { ...fitted, learningRate: given.learningRate ?? round(fitted.learningRate * TAUGHT_RATE, 1e-4) };
}

/** What each preset comes to for a text on a device. @param taught the network to go on with, or null for a new one. */
export function fitPresets(
  text: TextFacts,
  speed: number,
  task: Task['kind'] = DEFAULT_SETTINGS.task,
  taught: ShapeSettings | null = null,
): FittedPresets {
  const fit = (minutes: number): Settings =>
    taught === null ? fitSettings(text, minutes, speed, { task }) : fitTaught(text, minutes, speed, taught);
  const fitted = PRESETS.map(({ id, minutes }) => [id, fit(minutes)]);
  return Object.fromEntries(fitted) as FittedPresets;
}

interface Size {
  readonly settings: Settings;
  /** Of training on a symbol, and the weights that are multiplied for it. */
  readonly cost: number;
  readonly weights: number;
  /** Those of them that are not the head's. */
  readonly recurrentWeights: number;
}

function sizeOf(settings: Settings, { characters, distinct, lines }: TextFacts): Size {
  const network = networkFor(settings, Math.min(distinct, settings.vocabularyCap + 1));
  const { count } = parameterTable(network);
  const { layers, head } = multipliedWeights(network, count);
  const laneSymbols = lines === undefined ? settings.windowSteps : characters / lines;
  const batch = { lanes: settings.lanes, symbols: settings.lanes * laneSymbols };
  return { settings, cost: costPerSymbol(network, count, batch), weights: layers + head, recurrentWeights: layers };
}

function networkSettings(
  { characters, distinct, lines }: TextFacts,
  { mostLanes }: Manner,
  training: number,
  minutes: number,
  hidden: number,
): Settings {
  const shape = presetShape(training);
  const isShort = shape.layers === 1;
  const windowSteps = minutes >= PATIENT_MINUTES && !isShort ? WINDOW.patient : WINDOW.usual;
  const lanes =
    lines === undefined
      ? Math.round(training / windowSteps / LANE_WINDOWS)
      : Math.round((lines * training) / characters / LINE_STEPS);
  const isWide = distinct > MANY_SYMBOLS;
  return {
    ...DEFAULT_SETTINGS,
    ...shape,
    hidden,
    input: 'embedding',
    embeddingWidth: isShort && !isWide ? EMBEDDING_WIDTH.short : EMBEDDING_WIDTH.usual,
    pooling: lines !== undefined && characters >= MEAN_FROM * lines ? 'mean' : DEFAULT_SETTINGS.pooling,
    windowSteps,
    lanes: Math.min(mostLanes, Math.max(FEWEST_LANES, lanes)),
  };
}

/** @param readings passes × weights / symbols of the text: none up to 1, then a little more for every doubling. */
function dropoutFor(readings: number, { mostDropout, dropoutForDoubling }: Manner): number {
  return Math.min(mostDropout, Math.max(0, dropoutForDoubling * Math.log2(readings)));
}

function round(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toFixed(4));
}
