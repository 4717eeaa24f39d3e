/** Settings that came with a link: taken over, with a note of what was taken and what could not be. */
import { ways } from '../messages/ways.ts';
import type { RunSummary } from '../shared/run.ts';
import { choiceWord, SETTINGS, wordsOf, type Settings } from '../shared/settings.ts';
import type { PresetId } from '../shared/presets.ts';
import type { RunSettings } from './run-settings.svelte.ts';
import type { SettingsDraft } from './settings-draft.ts';
import { LINK_VERSION, readLink, type Clamped, type SettingsLink } from './settings-link.ts';

/** How the settings stood before. */
interface Before {
  readonly draft: SettingsDraft;
  readonly preset: PresetId | null;
  readonly origin: RunSummary | null;
  readonly task: Settings['task'];
}

/** At most so many names are told. */
const NAMED = 3;

export class LinkedSettings {
  readonly #settings: RunSettings;
  #link = $state.raw<SettingsLink | null>(null);
  #before = $state.raw<Before | null>(null);

  constructor(settings: RunSettings) {
    this.#settings = settings;
  }

  /** What is to be said of the link that was opened, in the language spoken; nothing when none was. */
  get notes(): readonly string[] {
    const link = this.#link;
    if (link === null) return [];
    if (link.kind === 'newer') return [ways.link.newer(link.version, LINK_VERSION)];
    const { taken, clamped, unknown } = link;
    const named = unknown.slice(0, NAMED).map((name) => `“${name}”`);
    return [
      ways.link.taken(taken),
      ...clamped.map(({ key, was, became }) =>
        ways.link.clamped(wordsOf(key).label, shown(key, was), shown(key, became)),
      ),
      ...(unknown.length > 0 ? [ways.link.unknown(named, unknown.length - named.length)] : []),
    ];
  }

  /** Can the settings from before be taken back? */
  get canUndo(): boolean {
    return this.#before !== null;
  }

  /** Takes over the settings an address carries. False when it carries none. */
  open(hash: string): boolean {
    const link = readLink(hash);
    if (link === null) return false;
    this.#link = link;
    this.#before = null;
    if (link.kind === 'settings') {
      const { draft, preset, origin, task } = this.#settings;
      this.#before = { draft, preset, origin, task };
      this.#settings.goOnWith(null);
      this.#settings.useTask(link.settings.task);
      this.#settings.use(link.settings);
    }
    return true;
  }

  undo(): void {
    const before = this.#before;
    this.dismiss();
    if (before === null) return;
    this.#settings.useTask(before.task);
    this.#settings.goOnWith(before.origin);
    if (before.preset === null) this.#settings.use(before.draft);
    else this.#settings.usePreset(before.preset);
  }

  dismiss(): void {
    this.#link = null;
    this.#before = null;
  }
}

function shown(key: Clamped['key'], value: string | number): string {
  const known = SETTINGS[key].kind === 'choice' && value !== '' ? choiceWord(key, String(value)) : String(value);
  return known === '' ? '“”' : known;
}
