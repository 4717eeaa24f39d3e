import type { KeptPage } from '../shared/kept-page.ts';
import type { LeadIn } from '../shared/writing-worker.ts';
import type { Sheet } from './manuscript.svelte.ts';
import { handsOf, marksOf, typed } from './marks.ts';
import { draftOf, type WritingDraft } from './writing-draft.ts';

/** A page off the desk, with all that belongs to it. */
export interface LiftedPage {
  readonly sheet: Sheet;
  readonly draft: WritingDraft;
  readonly caret: number | null;
  readonly leadIn: LeadIn | null;
  readonly writer: KeptPage['writer'];
}

export const BLANK: LiftedPage = {
  sheet: { ...typed(''), done: [], undone: [] },
  draft: draftOf(),
  caret: null,
  leadIn: null,
  writer: null,
};

/** A page as it comes back from an earlier visit: without the way back. */
export function liftedFrom({ text, hands, place, settings, leadIn, writer }: KeptPage): LiftedPage {
  const sheet = { text, ...marksOf(text.length, hands), done: [], undone: [] };
  return { sheet, draft: draftOf(settings), caret: place, leadIn, writer };
}

/** The page of a run as it is kept. @param now epoch milliseconds */
export function keptFrom(runId: string, { sheet, draft, caret, leadIn, writer }: LiftedPage, now: number): KeptPage {
  const { text, own } = sheet;
  const by = writer === null ? null : { name: writer.name, step: writer.step };
  return { runId, savedAt: now, text, hands: handsOf(own), place: caret, settings: draft, leadIn, writer: by };
}
