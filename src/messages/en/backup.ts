/** What the page says of backups: a part of page.ts. */
import { counted, plural } from './plural.ts';

/** What a backup holds: the ids of its runs, and how many texts. */
interface Written {
  readonly runs: readonly string[];
  readonly texts: number;
}

/** How many came in, and how many were here already. */
export interface Arrivals {
  readonly came: number;
  readonly here: number;
}

/** What of a backup came in; `copies` of the runs beside another state of theirs. */
interface Restored {
  readonly runs: Arrivals;
  readonly texts: Arrivals;
  readonly copies: number;
  readonly stopped: boolean;
}

export const backupStrings = {
  title: 'Backup',
  hint: 'All runs and texts in one file: to keep in another place, or to take to another device.',
  make: 'Back up everything',
  restore: 'Restore a backup',
  tasks: { backup: 'Writing the backup', restore: 'Bringing the backup in' },
  written: ({ runs, texts }: Written) =>
    `${together(runs.length, texts)} ${plural(runs.length + texts, 'is', 'are')} in the backup.`,
  restored: ({ runs, texts, copies, stopped }: Restored) => [
    ...(stopped ? ['Stopped. What came in stays.'] : []),
    arrivals(runs, texts),
    ...(copies === 0
      ? []
      : [`${counted(copies, 'run', 'runs')} differed from what was here: both are kept, one as a copy.`]),
  ],
  leftOut: (things: number) => (things === 1 ? 'One thing was left out:' : `${things} things were left out:`),
};

/** `3 runs and 1 text`; what there is none of is left out. */
function together(runs: number, texts: number): string {
  const parts = [
    ...(runs > 0 || texts === 0 ? [counted(runs, 'run', 'runs')] : []),
    ...(texts > 0 ? [counted(texts, 'text', 'texts')] : []),
  ];
  return parts.join(' and ');
}

function arrivals(runs: Arrivals, texts: Arrivals): string {
  const here = together(runs.here, texts.here);
  const wereHere = `${here} ${plural(runs.here + texts.here, 'was', 'were')} here already`;
  const hasCome = runs.came + texts.came > 0;
  const hadSome = runs.here + texts.here > 0;
  if (!hasCome) return hadSome ? `Nothing new came in: ${wereHere}.` : 'Nothing came in.';
  return `${together(runs.came, texts.came)} came in${hadSome ? `; ${wereHere}` : ''}.`;
}
