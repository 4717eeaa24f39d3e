/** What reading both ways is compared with: a network of the same size that reads forward only. */
import { parameterTable } from '../engine/parameters.ts';
import { networkFor, SETTINGS, type Settings } from '../shared/settings.ts';

/** The same settings for a network that reads forward only, with as many hidden units as give it as many parameters. */
export function forwardOnly(settings: Settings, vocabulary: number): Settings {
  const count = (candidate: Settings): number => parameterTable(networkFor(candidate, vocabulary)).count;
  const wanted = count(settings);
  let closest: Settings = { ...settings, reading: 'forward' };
  for (let hidden = settings.hidden; hidden <= SETTINGS.hidden.maximum; hidden++) {
    const candidate: Settings = { ...settings, reading: 'forward', hidden };
    if (Math.abs(count(candidate) - wanted) < Math.abs(count(closest) - wanted)) closest = candidate;
  }
  return closest;
}
