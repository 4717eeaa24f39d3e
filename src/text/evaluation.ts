/** How well lines were classified, from the probabilities given to their classes. */
import type { ClassScore, Evaluation, Mistake } from '../shared/labelled.ts';

/** The least probability that is reckoned with, so that one line given none does not make the mean infinite. */
const LEAST_PROBABILITY = 2 ** -126;

/**
 * Judges probabilities: of equally probable classes the first is the answer.
 * @param truths the class of each line
 * @param probabilitiesOf [K] probabilities of the classes for the line at an index of `truths`; read before the next is asked for
 * @param classCount K
 * @param mistakeCount at most so many mistakes are listed
 * @throws RangeError when there is no line, or a truth that is no class
 */
export function evaluate(
  truths: Uint16Array,
  probabilitiesOf: (line: number) => Float32Array,
  classCount: number,
  mistakeCount: number,
): Evaluation {
  if (truths.length === 0) throw new RangeError('There are no lines to judge by.');
  const confusion = new Uint32Array(classCount * classCount);
  const mistakes: Mistake[] = [];
  let right = 0;
  let nats = 0;
  for (const [line, truth] of truths.entries()) {
    if (truth >= classCount) throw new RangeError(`Line ${line} is of class ${truth}, and there are ${classCount}.`);
    const probabilities = probabilitiesOf(line);
    const answer = indexOfGreatest(probabilities);
    const truthProbability = probabilities[truth];
    confusion[truth * classCount + answer] += 1;
    nats -= Math.log(Math.max(truthProbability, LEAST_PROBABILITY));
    if (answer === truth) right += 1;
    else mistakes.push({ line, truth, answer, confidence: probabilities[answer], truthProbability });
  }
  mistakes.sort((one, other) => other.confidence - one.confidence || one.line - other.line);
  return {
    lines: truths.length,
    accuracy: right / truths.length,
    nats: nats / truths.length,
    classes: classScores(confusion, classCount),
    confusion,
    mistakes: mistakes.slice(0, mistakeCount),
  };
}

/** The index of the greatest number; of equal ones the first. */
export function indexOfGreatest(numbers: Float32Array): number {
  let greatest = 0;
  for (let at = 1; at < numbers.length; at += 1) if (numbers[at] > numbers[greatest]) greatest = at;
  return greatest;
}

function classScores(confusion: Uint32Array, classCount: number): ClassScore[] {
  const lines = new Uint32Array(classCount);
  const answered = new Uint32Array(classCount);
  for (let truth = 0; truth < classCount; truth += 1) {
    for (let answer = 0; answer < classCount; answer += 1) {
      const count = confusion[truth * classCount + answer];
      lines[truth] += count;
      answered[answer] += count;
    }
  }
  return Array.from(lines, (count, each) => {
    const right = confusion[each * classCount + each];
    return {
      lines: count,
      answered: answered[each],
      precision: share(right, answered[each]),
      recall: share(right, count),
      f1: share(2 * right, count + answered[each]),
    };
  });
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
