/**
 * Every key the page listens to, in one list: the keyboard and the help sheet read it. What each does is said in
 * messages/shortcuts.ts, under the same names.
 */
import type { ViewName } from './routes.ts';

/** Keys pressed together. */
export interface Chord {
  /** As KeyboardEvent names it. */
  readonly key: string;
  /** With Control, or Command on a Mac: then it is heard while typing, too. */
  readonly withControl?: boolean;
  /** Asked for, and refused where it is absent, of shortcuts in place alone: what the others are printed with differs by keyboard. */
  readonly withShift?: boolean;
  readonly withAlt?: boolean;
}

export interface Shortcut extends Chord {
  readonly id: ShortcutId;
  /** Does the same. */
  readonly also?: Chord;
  /** All keys up to this one belong to it, each for a thing of its own. */
  readonly through?: string;
  /** Where it means something; everywhere when absent. */
  readonly views?: readonly ViewName[];
  /** It is heard by the place it belongs to: see `shortcutInPlace`. */
  readonly inPlace?: true;
}

/** Of the page that is written. */
export type PlaceShortcutId = 'compose' | 'ways' | 'choose' | 'rest' | 'alternatives' | 'takeBack' | 'putBack';

export type ShortcutId =
  ViewName | PlaceShortcutId | 'help' | 'begin' | 'pause' | 'stop' | 'gentle' | 'earlier' | 'play' | 'later' | 'undo';

const ON_THE_PAGE = { views: ['write'], inPlace: true } as const;

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
  { id: 'compose', key: 'Enter', withControl: true, ...ON_THE_PAGE },
  { id: 'rest', key: 'Escape', ...ON_THE_PAGE },
  { id: 'ways', key: 'Enter', withControl: true, withShift: true, ...ON_THE_PAGE },
  { id: 'choose', key: '1', through: '8', ...ON_THE_PAGE },
  { id: 'alternatives', key: 'ArrowDown', withAlt: true, ...ON_THE_PAGE },
  { id: 'takeBack', key: 'z', withControl: true, ...ON_THE_PAGE },
  {
    id: 'putBack',
    key: 'z',
    withControl: true,
    withShift: true,
    also: { key: 'y', withControl: true },
    ...ON_THE_PAGE,
  },
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
      !inPlace && key === nameOf(press) && needsControl === withControl && (views?.includes(view) ?? true),
  );
  return found?.id ?? null;
}

/** The shortcut of the page that a key press there is, or null. */
export function shortcutInPlace(press: KeyPress & Pick<KeyboardEvent, 'shiftKey'>): PlaceShortcutId | null {
  if (press.isComposing) return null;
  const isPressed = ({ key, withControl = false, withShift = false, withAlt = false }: Chord): boolean =>
    key === nameOf(press) &&
    withControl === (press.ctrlKey || press.metaKey) &&
    withShift === press.shiftKey &&
    withAlt === press.altKey;
  const found = SHORTCUTS.find(
    (shortcut) => shortcut.inPlace && (isPressed(shortcut) || (shortcut.also && isPressed(shortcut.also))),
  );
  return (found?.id as PlaceShortcutId | undefined) ?? null;
}

/** Capital letters are the same key. */
function nameOf({ key }: KeyPress): string {
  return key.length === 1 ? key.toLowerCase() : key;
}
