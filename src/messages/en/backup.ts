/** What the page says of backups: a part of page.ts. */
import { counted, plural } from './plural.ts';

/** What a backup holds: the ids of its runs, and how many texts and kept passages. */
interface Written {
  readonly runs: readonly string[];
  readonly texts: number;
  readonly passages: number;
}

export interface Counts {
  readonly runs: number;
  readonly texts: number;
  readonly passages: number;
}

/** How many came in, and how many were here already. */
interface Arrivals {
  readonly came: number;
  readonly here: number;
}

/** What of a backup came in; `copies` of the runs beside another state of theirs. */
export interface Restored {
  readonly runs: Arrivals;
  readonly texts: Arrivals;
  readonly passages: Arrivals;
  readonly copies: number;
  readonly stopped: boolean;
}

export const backupStrings = {
  title: 'Backup',
  hint: 'All runs, texts and kept passages in one file: to keep in another place, or to take to another device.',
  make: 'Back up everything',
  restore: 'Restore a backup',
  tasks: { backup: 'Writing the backup', restore: 'Bringing the backup in' },
  written: ({ runs, ...rest }: Written) => {
    const counts = { ...rest, runs: runs.length };
    return `${together(counts)} ${plural(sum(counts), 'is', 'are')} in the backup.`;
  },
  restored: (restored: Restored) => [
    ...(restored.stopped ? ['Stopped. What came in stays.'] : []),
    arrivals(restored),
    ...(restored.copies === 0
      ? []
      : [`${counted(restored.copies, 'run', 'runs')} differed from what was here: both are kept, one as a copy.`]),
  ],
  leftOut: (things: number) => (things === 1 ? 'One thing was left out:' : `${things} things were left out:`),
};

/** `3 runs, 1 text and 2 kept passages`; what there is none of is left out. */
function together({ runs, texts, passages }: Counts): string {
  const parts = [
    ...(runs > 0 || texts + passages === 0 ? [counted(runs, 'run', 'runs')] : []),
    ...(texts > 0 ? [counted(texts, 'text', 'texts')] : []),
    ...(passages > 0 ? [counted(passages, 'kept passage', 'kept passages')] : []),
  ];
  const last = parts.slice(-1);
  return [...(parts.length > 1 ? [parts.slice(0, -1).join(', ')] : []), ...last].join(' and ');
}

function sum({ runs, texts, passages }: Counts): number {
  return runs + texts + passages;
}

function arrivals({ runs, texts, passages }: Restored): string {
  const came: Counts = { runs: runs.came, texts: texts.came, passages: passages.came };
  const here: Counts = { runs: runs.here, texts: texts.here, passages: passages.here };
  const wereHere = `${together(here)} ${plural(sum(here), 'was', 'were')} here already`;
  const hadSome = sum(here) > 0;
  if (sum(came) === 0) return hadSome ? `Nothing new came in: ${wereHere}.` : 'Nothing came in.';
  return `${together(came)} came in${hadSome ? `; ${wereHere}` : ''}.`;
}
