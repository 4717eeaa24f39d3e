/** Files made to overwhelm their reader, of both kinds that are brought in, through the page. */
import { writeFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { problem, runCards, trainedRun, view } from '../browser/story.ts';
import { test } from '../browser/support.ts';
import { BACKUP_BOMBS } from '../unit/formats/backup/bombs.ts';
import { BOMBS } from '../unit/formats/mutation-bombs.ts';
import { SOAK, times } from './counts.ts';
import { drill } from './drill.ts';

const TIMES = times('bombs');
/** Each is refused within so many milliseconds; a machine that is busy with other tests may take longer than promised. */
const REFUSED_MS = SOAK ? 1000 : 6000;
const FILES = [
  ...BOMBS.map((bomb) => ({ ...bomb, accept: '.safetensors' })),
  ...BACKUP_BOMBS.map((bomb) => ({ ...bomb, accept: '.zip' })),
];
/** Another of them each time, of both kinds in turn, until all had theirs. */
const STRIDE = 23;

test(
  `${TIMES} bombs through Import and Restore: each is refused in words, the page stays at hand, and the Library is as it was`,
  { tag: '@bombs' },
  async ({ page }, info) => {
    test.setTimeout(TIMES * 15_000 + 60_000);
    await page.goto('/');
    await trainedRun(page, 'diary.txt');
    await view(page, 'Library');
    const before = await runCards(page).innerText();
    await drill('bombs', async (passed) => {
      for (let time = 0; time < TIMES; time++) {
        const { title, make, accept } = FILES[(time * STRIDE) % FILES.length];
        const file = info.outputPath(`bomb${accept}`);
        await writeFile(file, await make());
        await problem(page).evaluateAll((old) => old.forEach((each) => each.setAttribute('data-old', '')));
        const refusal = page.locator('main [role=alert]:not([data-old])');
        const begun = Date.now();
        await page.locator(`input[accept="${accept}"]`).setInputFiles(file);
        await expect(refusal, title).toContainText(/\w+ \w+ \w+/, { timeout: REFUSED_MS });
        const waited = (Date.now() - begun) / 1000;
        expect(await refusal.innerText(), title).not.toContain('unexpected');
        expect(await runCards(page).innerText(), title).toBe(before);
        passed(waited);
      }
    });
    await runCards(page).getByRole('button', { name: 'Resume', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  },
);
