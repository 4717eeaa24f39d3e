/** What the page says of a run that is looked at: a part of page.ts. */
import { count } from '../format.ts';

export const stageStrings = {
  play: 'Play how it learned to write',
  pausePlaying: 'Stop playing',
  gentle: 'Gentle',
  gentleHint: 'Trains half of the time and rests the other half: the device stays cool, and the battery lasts longer.',
  step: (step: number) => `step ${count(step)}`,
};
