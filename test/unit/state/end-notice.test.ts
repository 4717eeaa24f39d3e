import { expect, test } from 'vitest';
import type { NotificationAnswer } from '../../../src/client/notifications.ts';
import { EndNotice } from '../../../src/state/end-notice.svelte.ts';

function notice(answer: NotificationAnswer | Error) {
  const shown: string[] = [];
  const end = new EndNotice({
    ask: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)),
    show: (title, body) => Promise.resolve(void shown.push(`${title}|${body}`)),
  });
  return { end, shown };
}

test('an end is told only if that was asked for and the browser allows it', async () => {
  const { end, shown } = notice('granted');
  await end.tell('Done', '');
  await end.want(true);
  await end.tell('Failed', 'why');
  await end.want(false);
  await end.tell('Done', '');
  expect(shown).toEqual(['Failed|why']);
});

test('a refusal unticks the box and says why; a question waved away only unticks it', async () => {
  for (const [answer, problem] of [
    ['denied', 'denied'],
    ['unsupported', 'unsupported'],
    ['dismissed', null],
    [new Error('no'), 'unsupported'],
  ] as const) {
    const { end, shown } = notice(answer);
    await end.want(true);
    await end.tell('Done', '');
    expect([end.isWanted, end.problem, shown.length]).toEqual([false, problem, 0]);
  }
});
