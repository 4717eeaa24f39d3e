/** The table of docs/reliability.md, written from what the long run recorded. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { DRILLS, type Drill } from './catalogue.ts';
import { readRecords, RELIABILITY, type DatedRecord } from './records.ts';

export const PAGE = join(import.meta.dirname, '../../docs/reliability.md');

const BEGIN = '<!-- Between these two lines stands what the long run wrote: npm run test:soak. -->';
const END = '<!-- The end of what it wrote. -->';

const HEADINGS = ['Drill', 'In `npm test`', 'Promised', 'Passed', 'Worst', 'Took', 'When'];

/** The page with the table of these records in it. @throws Error when the page lacks the two lines it stands between. */
export function withTable(page: string, records: readonly DatedRecord[]): Promise<string> {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`docs/reliability.md must hold the lines “${BEGIN}” and “${END}”.`);
  const drills: readonly [string, Drill][] = Object.entries(DRILLS);
  const newest = new Map(records.map((each) => [each.name, each]));
  const rows = drills.map(([name, drill]) => row(name, drill, newest.get(name)));
  const table = [HEADINGS, HEADINGS.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const text = `${page.slice(0, begin)}${BEGIN}\n\n${table}\n\n${machines(newest)}\n\n${page.slice(end)}`;
  return resolveConfig(PAGE).then((config) => format(text, { ...config, parser: 'markdown' }));
}

/** Writes it into the page. */
export async function writeTable(): Promise<void> {
  writeFileSync(PAGE, await withTable(readFileSync(PAGE, 'utf8'), readRecords(RELIABILITY)));
}

function row(name: string, { what, quick, promised }: Drill, found: DatedRecord | undefined): string[] {
  const asked = [quick === 0 ? '–' : figure(quick), typeof promised === 'number' ? figure(promised) : promised];
  const cells = found === undefined ? ['not done yet', '', '', ''] : outcome(found);
  return [`**${name}.** ${what}`, ...asked, ...cells];
}

function outcome({ count, passed, worst, unit, seconds, date }: DatedRecord): string[] {
  const passes = `${passed === count ? '' : '**failed** '}${figure(passed)} of ${figure(count)}`;
  return [passes, worst === null ? '' : `${worst} ${unit ?? ''}`, `${figure(seconds)} s`, date];
}

/** On what, and how busy it was. */
function machines(records: ReadonlyMap<string, DatedRecord>): string {
  const shown = [...records.values()];
  const lines = [...new Set(shown.map(({ machine }) => machine))].map((machine) => {
    const loads = shown.filter((each) => each.machine === machine).map(({ load }) => load);
    return `Done on: ${machine}; load at the end of a drill ${Math.min(...loads)} to ${Math.max(...loads)}.`;
  });
  return lines.join('\n\n');
}

function figure(value: number): string {
  return value.toLocaleString('en');
}
