/**
 * Every key the page listens to, in one list: the keyboard and the help sheet read it. What each does is said in
 * messages/shortcuts.ts, under the same names.
 */
import type { ViewName } from './routes.ts';

export interface Shortcut {
  readonly id: ShortcutId;
  /** As KeyboardEvent names it. */
  readonly key: string;
  /** With Control, or Command on a Mac: then it is heard while typing, too. */
  readonly withControl?: true;
  /** Where it means something; everywhere when absent. */
  readonly views?: readonly ViewName[];
  /** It is heard by the place it belongs to, and listed here to be told. */
  readonly inPlace?: true;
}

export type ShortcutId =
  ViewName | 'help' | 'begin' | 'pause' | 'stop' | 'gentle' | 'earlier' | 'play' | 'later' | 'undo' | 'compose';

export const SHORTCUTS: readonly Shortcut[] = [
  { id: 'text', key: '1' },
  { id: 'train', key: '2' },
  { id: 'write', key: '3' },
  { id: 'library', key: '4' },
  { id: 'begin', key: 't', views: ['text', 'train'] },
  { id: 'pause', key: 'p', views: ['train'] },
  { id: 'stop', key: 's', views: ['train'] },
  { id: 'gentle', key: 'g', views: ['train'] },
  { id: 'earlier', key: 'j', views: ['train'] },
  { id: 'play', key: 'k', views: ['train'] },
  { id: 'later', key: 'l', views: ['train'] },
  { id: 'compose', key: 'Enter', withControl: true, views: ['write'], inPlace: true },
  { id: 'undo', key: 'u' },
  { id: 'help', key: '?' },
];

/** What of a key press matters here. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>;

/** The shortcut that a key press in a view is, or null. @param isTyping whether it goes into a field. */
export function shortcutFor(press: KeyPress, view: ViewName, isTyping: boolean): ShortcutId | null {
  if (press.altKey || press.isComposing) return null;
  const withControl = press.ctrlKey || press.metaKey;
  if (isTyping && !withControl) return null;
  const found = SHORTCUTS.find(
    ({ key, withControl: needsControl = false, views, inPlace }) =>
      !inPlace &&
      key === (key.length === 1 ? press.key.toLowerCase() : press.key) &&
      needsControl === withControl &&
      (views?.includes(view) ?? true),
  );
  return found?.id ?? null;
}
