/** What is said of networks that fill in or classify: in English. */
import { count } from '../format.ts';
import { counted, plural } from './plural.ts';

export const answering = {
  otherTask: (name: string) => `“${name}” was trained for another task. Choose it anew in the list of networks.`,
  tasks: { continue: 'Write', fill: 'Fill in', classify: 'Classify' },
  noBlank:
    'The passage has no blank yet. Type _ for each missing character, or select what is to be guessed and press Blank.',
  passageTooLong: (characters: number, most: number) =>
    `The passage has ${count(characters)} characters with its blanks, and at most ${count(most)} are read at once. Leave out what stands far from the blanks.`,
  tooManyLengths: (ways: number, most: number) =>
    `The blanks could have ${count(ways)} combinations of lengths, and at most ${count(most)} are tried. Give fewer of them a range, or a narrower one.`,
  badBlank: (shortest: number, longest: number, most: number) =>
    `A blank of ${shortest} to ${longest} characters cannot be filled in. Give whole numbers from 1 to ${most}, the smaller first.`,
  textGone: (text: string) => `${text} is no longer kept on this device, so nothing can be counted in it.`,
  fill: {
    passage: 'Passage',
    placeholder: 'Type or paste a passage, with _ for each character to guess.',
    blank: 'Blank',
    blankHint: 'Each _ is one missing character. Blank hides what is selected, and remembers it.',
    example: 'Take one from its text',
    exampleFailed: 'There is no line in this text that could be taken.',
    blanks: 'Blanks',
    place: (blank: number) => `Blank ${count(blank)}`,
    from: 'From',
    to: 'to',
    characters: 'characters',
    longer: (span: number) =>
      `It learned with blanks of at most ${counted(span, 'character', 'characters')}: longer ones are guesswork.`,
    rival: 'Compare with',
    counting: 'N-grams of its text, from the left',
    noTwin:
      'No network that reads forward only has learned this text. “Train the forward-only twin”, below the result of this run, makes one to choose here.',
    go: 'Fill in',
    stop: 'Stop',
    opening: 'Opening the network…',
    filling: 'Filling in…',
    stopped: 'Stopped.',
    result: 'Filled in',
    empty: 'The passage appears here with its blanks filled in, from both sides and from the left alone.',
    both: 'From both sides',
    left: 'From the left alone',
    filled: (probability: string) => `probability ${probability}`,
    perCharacter: (probability: string) => `${probability} a character`,
    right: (right: number, all: number) => `${count(right)} of ${counted(all, 'character', 'characters')} right`,
    truth: (text: string, probability: string) => `What stood there, “${text}”: ${probability}`,
    waiting: 'Guessing from the left…',
    choose: 'Choose a character to see what else could stand there.',
    character: (symbol: string, probability: string) => `${symbol}, ${probability}`,
    alternatives: (place: number) => `What could stand at place ${count(place)}`,
    fillings: 'Other ways to fill it',
    unseen: (characters: number) =>
      plural(
        characters,
        'This character of the passage is not in the text it learned from:',
        'These characters of the passage are not in the text it learned from:',
      ),
    done: (step: number) => `From step ${count(step)}. Each character was filled in knowing those that were surer.`,
  },
  classify: {
    line: 'Line',
    placeholder: 'Type a line and watch it decide. Paste several lines to have each answered.',
    hint: (classes: number) => `It tells ${count(classes)} classes apart.`,
    empty: 'Type something: its answer moves with every character.',
    answer: 'Answer',
    opening: 'Opening the network…',
    unknown: 'It knows none of these characters, so it has no answer.',
    cut: (most: number) => `Only the first ${count(most)} characters of the line are read, as in training.`,
    unseen: (characters: number) =>
      plural(
        characters,
        'This character is not in the text it learned from:',
        'These characters are not in the text it learned from:',
      ),
    others: (classes: number, probability: string) =>
      `${counted(classes, 'other class', 'other classes')} together: ${probability}`,
    after: (characters: number, name: string, probability: string) =>
      `After ${counted(characters, 'character', 'characters')}: ${name}, ${probability}`,
    turns: 'How the answer turned, character by character',
    lookBack: 'Look back along the line',
    working: (done: number, all: number) => `${count(done)} of ${count(all)}`,
    answers: 'Answers',
    columns: { line: 'Line', answer: 'Answer', probability: 'Probability', next: 'Next' },
    none: 'no answer',
    shown: (shown: number, all: number) => `The first ${count(shown)} of ${count(all)} lines. The file has them all.`,
    tooMany: (lines: number, most: number) =>
      `${count(lines)} lines are more than can be answered at once. The first ${count(most)} are.`,
    copy: 'Copy as CSV',
    save: 'Save as .csv',
    copied: 'Copied',
    copyFailed: 'The browser would not let the answers be copied. Save them instead.',
  },
};
