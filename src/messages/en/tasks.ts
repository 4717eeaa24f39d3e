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
    hidden: 'hidden',
  },
  labels: {
    title: 'Classes',
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
    reading: 'Reading the labels…',
    samples: 'Take labelled lines that are here already:',
    bring: 'A label, a tab and a text in each line; or CSV; or several files, each of them a class.',
    bringHint: 'Several files: each is a class, and its lines are told from those of the others.',
    about: {
      'first-names': '8,000 English first names: female or male',
      languages: 'One declaration in 20 languages, cut into lines',
    },
    learns: (name: string, classes: number) => `It will learn to tell ${count(classes)} classes of ${name} apart.`,
    learnsSample: (name: string) => `It will learn from ${name}. Or bring labelled lines of your own.`,
  },
};
