/** The words of settings, in English: zh/settings.ts is typed by it. */

export interface FieldWords {
  readonly label: string;
  readonly explanation: string;
  readonly unit?: string;
  readonly choices?: Readonly<Record<string, string>>;
}

const run = {
  task: {
    label: 'Task',
    explanation: 'What the network learns: to write on, to fill in what is missing, or to name the class of a line.',
    choices: { continue: 'Write on', fill: 'Fill in', classify: 'Classify' },
  },
  reading: {
    label: 'Reads',
    explanation: 'Forward sees what comes before; both ways also what comes after, with a network for each direction.',
    choices: { forward: 'Forward', both: 'Both ways' },
  },
  pooling: {
    label: 'Answers from',
    explanation: 'What of a line its class is told from: the state at its end, or the mean of all states.',
    choices: { last: 'The last state', mean: 'The mean of all states' },
  },
  maskShare: {
    label: 'Masked',
    explanation: 'Share of the characters that are hidden while training, to be filled in.',
  },
  maskSpan: {
    label: 'Longest blank',
    unit: 'characters',
    explanation: 'At most so many characters are hidden side by side; any number from one on is as frequent.',
  },
  cell: {
    label: 'Cell',
    explanation: 'What one step of the network computes. LSTM and GRU remember longer than the plain RNN.',
    choices: { rnn: 'RNN', lstm: 'LSTM', gru: 'GRU' },
  },
  nonlinearity: {
    label: 'RNN non-linearity',
    explanation: 'How the plain RNN bends its state; LSTM and GRU have their own.',
    choices: { tanh: 'tanh', relu: 'ReLU' },
  },
  layers: {
    label: 'Layers',
    explanation: 'Networks stacked on each other: each reads the states of the one below.',
  },
  hidden: {
    label: 'Hidden units',
    explanation: 'The size of the memory of each layer. More learns more, and takes longer.',
  },
  input: {
    label: 'Input',
    explanation:
      'One-hot gives each symbol its own row of input weights; an embedding shares a smaller learned vector.',
    choices: { 'one-hot': 'One-hot', embedding: 'Embedding' },
  },
  embeddingWidth: {
    label: 'Embedding width',
    explanation: 'Numbers in the learned vector of a symbol; only used with an embedding.',
  },
  embeddingDropout: {
    label: 'Embedding dropout',
    explanation:
      'Share of the numbers of these vectors left out at random while training: for texts with many rare symbols.',
  },
  dropout: {
    label: 'Dropout',
    explanation: 'Share of the signals between layers left out at random while training: against learning by heart.',
  },
  windowSteps: {
    label: 'Window',
    unit: 'characters',
    explanation: 'How many characters the network is unrolled over before it learns from its errors.',
  },
  lanes: {
    label: 'Batch',
    unit: 'places read at once',
    explanation: 'How many places of the text, or lines, are read side by side in one step.',
  },
  passes: {
    label: 'Passes',
    explanation: 'How many times the text is read from beginning to end.',
  },
  learningRate: {
    label: 'Learning rate',
    explanation: 'How far the weights move at each step. Too high diverges, too low crawls.',
  },
  schedule: {
    label: 'Schedule',
    explanation: 'How the learning rate goes down towards the end of the run.',
    choices: { cosine: 'Cosine', linear: 'Linear', constant: 'Constant' },
  },
  warmupSteps: {
    label: 'Warm-up',
    unit: 'steps',
    explanation: 'Over how many steps the learning rate rises from zero at the start.',
  },
  weightDecay: {
    label: 'Weight decay',
    explanation: 'How strongly the weights are pulled towards zero (decoupled, as in AdamW).',
  },
  clipNorm: {
    label: 'Gradient clip',
    explanation: 'The longest a step’s whole gradient may be; a longer one is scaled down to it.',
  },
  validationShare: {
    label: 'Held out',
    explanation: 'Share of the text that is never learned from and only tested on.',
  },
  heldOut: {
    label: 'Held out from',
    explanation: 'A text that changes on the way is better tested by blocks spread over it than by its end.',
    choices: { end: 'The end', blocks: 'Blocks spread over the text' },
  },
  vocabularyCap: {
    label: 'Vocabulary cap',
    unit: 'symbols',
    explanation: 'The most frequent symbols get an entry of their own; all rarer ones share one.',
  },
  sampleTemperature: {
    label: 'Sample temperature',
    explanation: 'How daring the samples written during training are: low repeats the likely, high is wild.',
  },
  seed: {
    label: 'Seed',
    explanation: 'The same seed, text and settings give the same network.',
  },
} satisfies Record<string, FieldWords>;

const writing = {
  length: { label: 'Length', explanation: 'How many characters to write.' },
  temperature: { label: 'Temperature', explanation: 'Low repeats the likely, high is wild.' },
  topK: { label: 'Top-k', explanation: 'Choose among this many most likely characters; 0 means all.' },
  topP: {
    label: 'Top-p',
    explanation: 'Choose among the most likely characters that together have this probability; 1 means all.',
  },
  seed: { label: 'Seed', explanation: 'The same seed and settings write the same text.' },
} satisfies Record<string, FieldWords>;

export const settingWords = {
  run,
  writing,
  /** @param shown the value, as `values` names it */
  outOfRange: (label: string, shown: string, whole: boolean, minimum: number, maximum: number) =>
    `${label} is ${shown}; it must be a ${whole ? 'whole ' : ''}number from ${minimum} to ${maximum}.`,
  noChoice: (label: string, shown: string, choices: readonly string[]) =>
    `${label} is ${shown}; choose one of ${choices.join(', ')}.`,
  promptTooLong: (characters: number, most: number) =>
    `The page has ${characters} characters; at most ${most} are read. Shorten it.`,
  between: ' ',
  /** How a message names a value that may be anything at all. */
  values: {
    empty: 'empty',
    text: (value: string) => `“${value}”`,
    number: (value: string) => value,
    notANumber: 'not a number',
    list: 'a list',
    other: (type: string) => `of type ${type}`,
  },
};
