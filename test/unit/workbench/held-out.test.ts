/** Runs that are tested on blocks spread over their text. */
import { afterEach, expect, it } from 'vitest';
import { ngramNats } from '../../../src/text/ngrams.ts';
import { splitText } from '../../../src/text/split.ts';
import { Vocabulary } from '../../../src/text/vocabulary.ts';
import { differing, tinySettings } from '../training/support.ts';
import { checkpointOf, closeTabs, openTab, paste, TEXT, Watch } from './support.ts';

/** Another language from half-way on. */
const CHANGING = TEXT + 'Die Katze lag.\nEin Hund rannte fort.\n'.repeat(170);
const SETTINGS = tinySettings({ passes: 1, heldOut: 'blocks' });

afterEach(closeTabs);

it('a run with blocks held out is compared with n-grams of the same blocks, and its file says so', async () => {
  const bench = openTab();
  const watch = new Watch();
  const run = await bench.start((await paste(bench, CHANGING)).id, SETTINGS, watch.report);
  const vocabulary = Vocabulary.of(CHANGING, 4096);
  const { training, validation } = splitText(vocabulary.encode(CHANGING), SETTINGS);
  expect(await bench.ngramNats(run.id)).toEqual(ngramNats(training, validation, vocabulary.size));
  await watch.ended();
  expect((await checkpointOf(bench, run.id)).settings.heldOut).toBe('blocks');
});

it('paused and resumed it ends as if there had been no pause', async () => {
  const bench = openTab();
  const { id: textId } = await paste(bench, CHANGING);
  const whole = new Watch();
  const { id: wholeId } = await bench.start(textId, SETTINGS, whole.report);
  await whole.ended();

  const watch = new Watch();
  const { id } = await bench.start(textId, SETTINGS, watch.report);
  await watch.reaches(50);
  await bench.pause();
  const resumed = new Watch();
  await bench.resume(id, resumed.report);
  await resumed.ended();
  const [one, other] = [await checkpointOf(bench, wholeId), await checkpointOf(bench, id)];
  expect(differing(one.tensors, other.tensors)).toEqual([]);
  expect(other.progress.history).toEqual(one.progress.history);
});

it('its loss on unseen text tells of both languages, and that of a run tested on the end only of the second', async () => {
  const bench = openTab();
  const { id: textId } = await paste(bench, CHANGING);
  const parts = (['end', 'blocks'] as const).map((heldOut) => {
    const { validation } = splitText(Vocabulary.of(CHANGING, 4096).encode(CHANGING), { ...SETTINGS, heldOut });
    return Vocabulary.of(CHANGING, 4096).decode(validation);
  });
  expect(parts.map((part) => [/cat sat/.test(part), /Katze lag/.test(part)])).toEqual([
    [false, true],
    [true, true],
  ]);
  expect((await bench.estimate(textId, SETTINGS)).steps).toBe(
    (await bench.estimate(textId, { ...SETTINGS, heldOut: 'end' })).steps,
  );
});

it('of a held-out end shorter than a window it is said before the start what it is worth; it trains and is tested all the same', async () => {
  const bench = openTab();
  const { id } = await paste(bench, TEXT.slice(0, 400));
  const settings = tinySettings({ passes: 2, windowSteps: 64 });
  const { notes } = await bench.estimate(id, settings);
  expect(notes).toEqual([expect.stringMatching(/^Only 40 characters are held out, fewer than a window of 64/)]);
  expect((await bench.estimate(id, { ...settings, windowSteps: 40 })).notes).toEqual([]);
  const watch = new Watch();
  const run = await bench.start(id, settings, watch.report);
  await watch.ended();
  const { progress } = await checkpointOf(bench, run.id);
  expect(progress.history.validation.at(-1)?.nats).toBeGreaterThan(0);
});
