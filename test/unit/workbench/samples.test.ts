import 'fake-indexeddb/auto';
import { afterEach, expect, it } from 'vitest';
import { backUp, freshStore, otherDevice, quiet } from './backups.ts';
import { checkpointOf, closeTabs, endless, openTab, paste, Watch } from './support.ts';

afterEach(closeTabs);

it('what a run wrote on the way is kept with it: in the library, resumed, as a file and in a backup', async () => {
  const { store } = await freshStore();
  const bench = openTab({ store });
  const watch = new Watch();
  const { id } = await bench.start((await paste(bench)).id, endless(), watch.report);
  await watch.until(({ newSample }) => (newSample?.step ?? 0) > 0);
  const paused = await bench.pause();
  const written = watch.reports.flatMap(({ newSample }) => newSample ?? []);
  expect(written.length).toBeGreaterThan(1);
  expect(written[0].step).toBe(0);
  expect(paused.samples).toEqual(written);
  expect((await bench.runs())[0].samples).toEqual(written);
  expect((await checkpointOf(bench, id)).samples).toEqual(written);

  const imported = await bench.carrying.importSafetensors(await bench.carrying.exportSafetensors(id));
  expect(imported.samples).toEqual(written);
  const other = await otherDevice();
  await other.bench.copying.restore(await backUp(bench), quiet);
  expect((await other.bench.runs())[0].samples).toEqual(written);

  await bench.resume(id, watch.report);
  await watch.reaches(paused.step + 5);
  const stopped = await bench.stop();
  expect(stopped.samples?.slice(0, written.length)).toEqual(written);
});
