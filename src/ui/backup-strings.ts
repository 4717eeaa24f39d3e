/** What the page says of backups: a part of strings.ts. */
import type { Arrivals, BackupReport, RestoreReport } from '../shared/backup.ts';
import { count } from './format.ts';

export const backupStrings = {
  title: 'Backup',
  hint: 'All runs and texts in one file: to keep in another place, or to take to another device.',
  make: 'Back up everything',
  restore: 'Restore a backup',
  stop: 'Stop',
  tasks: { backup: 'Writing the backup', restore: 'Bringing the backup in' },
  written: ({ runs, texts }: BackupReport) =>
    `${together(runs.length, texts)} ${runs.length + texts === 1 ? 'is' : 'are'} in the backup.`,
  restored: ({ runs, texts, copies, stopped }: RestoreReport) => [
    ...(stopped ? ['Stopped. What came in stays.'] : []),
    arrivals(runs, texts),
    ...(copies === 0
      ? []
      : [`${numbered(copies, 'run', 'runs')} differed from what was here: both are kept, one as a copy.`]),
  ],
  leftOut: (count: number) => (count === 1 ? 'One thing was left out:' : `${count} things were left out:`),
} as const;

function numbered(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `3 runs and 1 text`; what there is none of is left out. */
function together(runs: number, texts: number): string {
  const parts = [
    ...(runs > 0 || texts === 0 ? [numbered(runs, 'run', 'runs')] : []),
    ...(texts > 0 ? [numbered(texts, 'text', 'texts')] : []),
  ];
  return parts.join(' and ');
}

function arrivals(runs: Arrivals, texts: Arrivals): string {
  const here = together(runs.here, texts.here);
  const wereHere = `${here} ${runs.here + texts.here === 1 ? 'was' : 'were'} here already`;
  const hasCome = runs.came + texts.came > 0;
  const hadSome = runs.here + texts.here > 0;
  if (!hasCome) return hadSome ? `Nothing new came in: ${wereHere}.` : 'Nothing came in.';
  return `${together(runs.came, texts.came)} came in${hadSome ? `; ${wereHere}` : ''}.`;
}
