/** What the page says of the three tasks and of labelled lines: in English. */
import { count } from '../format.ts';
import { counted } from './plural.ts';

export const tasks = {
  choice: 'What should it learn?',
  names: { continue: 'Write on', fill: 'Fill in', classify: 'Classify' },
  about: {
    continue: 'It reads from left to right and guesses the next character. Then it writes like your text.',
    fill: 'Characters are hidden, and it guesses them from what stands before and behind. Then it fills your blanks.',
    classify: 'It reads a whole line and says which class it belongs to: a language, an author, a mood, spam or not.',
  },
  titles: {
    fill: 'Teach a small network to fill in what is missing',
    classify: 'Teach a small network to tell lines apart',
  },
  bothWays: 'both ways',
  oneWay: 'forward only',
  /** What a trained network is used for. */
  use: { continue: 'Write with it', fill: 'Fill in with it', classify: 'Classify with it' },
  result: {
    title: 'How good it became',
    hint: 'By its best state, on what it never learned from.',
    judging: 'Working it out…',
    again: 'Try again',
    show: 'Show the result',
    /** Shares of right answers, for the loss chart and beside it. */
    right: 'Right on unseen text',
    counting: 'counting',
    fromLeft: 'n-grams from the left',
    naiveBayes: 'naive Bayes',
    byFrequency: 'by frequency',
    leftReaches: (share: string) => `n-grams from the left: ${share}`,
    bayesReaches: (bayes: string, largest: string) => `naive Bayes: ${bayes}; always the largest class: ${largest}`,
    bits: { fill: 'bits per hidden character', classify: 'bits per line' },
    sample: { fill: 'A passage it never learned from', classify: 'Lines it never learned from' },
    sampleEmpty: 'The first answers appear here in a moment.',
    sampleBack: 'Look back at earlier answers',
    sampleAt: (step: number, right: number, all: number) =>
      `step ${count(step)}: ${count(right)} of ${count(all)} right`,
    legend: { right: 'filled in rightly', wrong: 'wrongly: point at it to see what stood there' },
    blank: (answer: string, truth: string, sure: string) => `${answer}, ${sure} sure; there stood ${truth}`,
    sure: (share: string) => `${share} sure`,
    isReally: (answer: string, truth: string) => `taken for ${answer}, and is ${truth}`,
    who: {
      network: 'This network',
      twin: 'The same, reading forward only',
      fromLeft: 'N-grams from the left',
      naiveBayes: 'Naive Bayes',
      byFrequency: 'Always the largest class',
    },
    columns: { who: 'What answers', right: 'Right', nats: 'Nats each', parameters: 'Parameters' },
    answers: (answers: number) => `${counted(answers, 'hidden character', 'hidden characters')} of unseen text`,
    lines: (lines: number) => counted(lines, 'unseen line', 'unseen lines'),
    trainTwin: 'Train the forward-only twin',
    twinHint:
      'It has as many parameters, learns the same text as often, and cannot see what comes after. So it shows what seeing both sides is worth.',
    twinWaits: 'The forward-only twin is not trained to its end yet.',
    /** @param points percentage points, @param nats fewer */
    bothWin: (points: string, nats: string) =>
      `Seeing both sides is worth ${points} percentage points and ${nats} nats a character.`,
    bothLose: 'Here seeing both sides gains nothing over reading forward only.',
    classes: 'Class by class',
    precision: 'Precision',
    recall: 'Recall',
    precisionHint:
      'Precision: of the lines taken for the class, the share that is of it. Recall: of the lines of the class, the share taken for it.',
    confusion: 'What was taken for what',
    confusionHint:
      'A row for each class, a column for each answer; the darker, the more of the row. Right answers are on the diagonal.',
    confusionName: (classes: number) => `Confusion matrix of ${count(classes)} classes`,
    cell: (lines: number, truth: string, answer: string) =>
      `${counted(lines, 'line', 'lines')} of ${truth} taken for ${answer}`,
    pointAt: 'Point at a spot to see which classes it stands for.',
    asTable: 'As a table',
    moreClasses: (classes: number) => `Show ${counted(classes, 'more class', 'more classes')}`,
    truth: 'Is',
    answer: 'Taken for',
    confused: 'Confused most often',
    neverConfused: 'None was taken for another.',
    mistakes: 'The worst mistakes',
    noMistakes: 'There are none.',
    none: '–',
  },
  picture: {
    /** @param network in words, @param text what it is drawn over */
    fill: (network: string, text: string) =>
      `${network}, unrolled over the first characters of the text, of which some are hidden and to be guessed: ${text}`,
    classify: (network: string, text: string, label: string) =>
      `${network}, unrolled over a line, which it takes for ${label}: ${text}`,
    unrolled: {
      fill: {
        forward: 'one way: the hidden characters, guessed from what stands before',
        both: 'two loops, one each way: the hidden characters, guessed from both sides',
      },
      classify: {
        forward: 'the same loop over a whole line: one answer at its end',
        both: 'two loops, one each way, over a whole line: one answer',
      },
    },
    answers: 'answers',
  },
  labels: {
    understood: (classes: number, lines: number) =>
      `${counted(classes, 'class', 'classes')}, ${counted(lines, 'line', 'lines')}`,
    className: 'Class',
    lines: 'Lines',
    share: 'Share',
    example: 'For example',
    more: (classes: number) => `and ${counted(classes, 'more class', 'more classes')}`,
    notes: 'What was noticed',
    offer: 'Each of its lines seems to bear a label.',
    take: 'Classify its lines',
    samples: 'Take labelled lines that are here already:',
    bring: 'A label, a tab and a text in each line; or CSV; or several files, each of them a class.',
    about: {
      'first-names': '8,000 English first names: female or male',
      languages: 'One declaration in 20 languages, cut into lines',
    },
    learns: (name: string, classes: number) => `It will learn to tell ${count(classes)} classes of ${name} apart.`,
    learnsSample: (name: string) => `It will learn from ${name}. Or bring labelled lines of your own.`,
  },
};
