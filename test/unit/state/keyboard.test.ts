import { describe, expect, it } from 'vitest';
import { strings as en } from '../../../src/messages/en/page.ts';
import { notebook } from '../../../src/client/notebook.ts';
import { Keyboard, type Reach } from '../../../src/state/keyboard.svelte.ts';
import { Notices } from '../../../src/state/notices.svelte.ts';
import type { ViewName } from '../../../src/state/routes.ts';
import { shortcutFor, shortcutInPlace, SHORTCUTS, type KeyPress } from '../../../src/state/shortcuts.ts';

const key = (name: string, changes: Partial<KeyPress> = {}): KeyPress => ({
  ...{ key: name, ctrlKey: false, metaKey: false, altKey: false, isComposing: false },
  ...changes,
});

/** An app of which only what keys reach is there, and says what was done. */
function reached(view: ViewName = 'train', training = true) {
  const done: string[] = [];
  const say = (what: string) => () => void done.push(what);
  const app = {
    view: { current: view, go: (to: ViewName) => done.push(`go ${to}`) },
    train: say('train'),
    resume: say('resume'),
    run: {
      isTraining: training,
      canResume: !training,
      state: training ? 'training' : 'paused',
      summary: {},
      pause: say('pause'),
      stop: say('stop'),
      seen: { lookback: { isPlaying: false, play: say('play'), move: (by: number) => done.push(`move ${by}`) } },
    },
    gentleness: { isOn: false, choose: (on: boolean) => done.push(`gentle ${on}`) },
    notices: new Notices(),
  };
  return { app: app as unknown as Reach, done, notices: app.notices };
}

const notes = () =>
  notebook(() => {
    throw new Error('blocked');
  });

describe('the shortcuts', () => {
  it('each have a key of their own wherever they are heard, and words', () => {
    for (const view of ['text', 'train', 'write', 'library'] as const) {
      const heard = SHORTCUTS.filter(({ views }) => views?.includes(view) ?? true);
      const keys = heard
        .filter(({ inPlace }) => !inPlace)
        .map(({ key: name, withControl }) => `${withControl ?? false} ${name}`);
      expect(new Set(keys).size).toBe(keys.length);
    }
    expect(Object.keys(en.shortcuts.does).sort()).toEqual(SHORTCUTS.map(({ id }) => id).sort());
  });

  it('of the page are known by all their keys, and heard by nobody else', () => {
    const pressed = (name: string, changes: Partial<KeyPress & { shiftKey: boolean }> = {}) =>
      shortcutInPlace({ ...key(name), shiftKey: false, ...changes });
    const control = { ctrlKey: true };
    expect(pressed('Enter', control)).toBe('compose');
    expect(pressed('Enter', { metaKey: true })).toBe('compose');
    expect(pressed('Enter', { ...control, shiftKey: true })).toBe('ways');
    expect(pressed('Escape')).toBe('rest');
    expect(pressed('ArrowDown', { altKey: true })).toBe('alternatives');
    expect(pressed('z', control)).toBe('takeBack');
    expect(pressed('Z', { ...control, shiftKey: true })).toBe('putBack');
    expect(pressed('y', control)).toBe('putBack');
    const others = [
      pressed('Enter'),
      pressed('z'),
      pressed('z', { ...control, altKey: true }),
      pressed('ArrowDown'),
      pressed('Enter', { ...control, isComposing: true }),
    ];
    expect(others).toEqual([null, null, null, null, null]);
    expect(shortcutFor(key('Enter', control), 'write', true)).toBeNull();
    expect(shortcutFor(key('1'), 'write', false)).toBe('text');
  });

  it('are not heard while typing or composing, with another modifier, or in another view', () => {
    expect(shortcutFor(key('p'), 'train', false)).toBe('pause');
    expect(shortcutFor(key('P'), 'train', false)).toBe('pause');
    expect(shortcutFor(key('p'), 'write', false)).toBeNull();
    expect(shortcutFor(key('p'), 'train', true)).toBeNull();
    for (const changes of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }])
      expect(shortcutFor(key('p', changes), 'train', false)).toBeNull();
  });
});

describe('the keyboard', () => {
  it('does what the sheet says', () => {
    const { app, done } = reached();
    const keyboard = new Keyboard(app, notes());
    for (const name of ['2', 't', 'p', 's', 'g', 'j', 'k', 'l']) expect(keyboard.press(key(name), false)).toBe(true);
    expect(done).toEqual(['go train', 'train', 'pause', 'stop', 'gentle true', 'move -1', 'play', 'move 1']);
    expect(keyboard.press(key('x'), false)).toBe(false);
  });

  it('resumes what is paused, and takes back what was deleted last', () => {
    const { app, done, notices } = reached('train', false);
    const keyboard = new Keyboard(app, notes());
    keyboard.press(key('p'), false);
    notices.ask('“A” is deleted.', 'Undo', () => done.push('undo'));
    notices.say('Something else.');
    keyboard.press(key('u'), false);
    keyboard.press(key('u'), false);
    expect(done).toEqual(['resume', 'undo']);
  });

  it('opens the sheet by a key, closes it by Escape, and may be switched off for good', () => {
    const { app, done } = reached();
    const kept = notes();
    const keyboard = new Keyboard(app, kept);
    keyboard.press(key('?'), false);
    expect(keyboard.isHelpOpen).toBe(true);
    expect(keyboard.press(key('Escape'), true)).toBe(true);
    expect([keyboard.isHelpOpen, keyboard.press(key('Escape'), false)]).toEqual([false, false]);
    keyboard.switchOn(false);
    expect(keyboard.press(key('p'), false)).toBe(false);
    expect(new Keyboard(app, kept).areOn).toBe(false);
    expect(done).toEqual([]);
  });
});
