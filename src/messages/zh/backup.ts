/** What the page says of backups, in Chinese. */
import type { Counts, Restored, backupStrings as en } from '../en/backup.ts';

export const backupStrings: typeof en = {
  title: '备份',
  hint: '把所有网络、文本和收藏的段落存进一个文件：可另存他处，或带到另一台设备。',
  make: '备份全部',
  restore: '恢复备份',
  tasks: { backup: '正在写入备份', restore: '正在恢复备份' },
  written: ({ runs, ...rest }) => `已备份${together({ ...rest, runs: runs.length })}。`,
  restored: (restored) => [
    ...(restored.stopped ? ['已停止。已经恢复的内容会保留。'] : []),
    arrivals(restored),
    ...(restored.copies === 0 ? [] : [`有 ${restored.copies} 个网络与这里的不同：两份都保留，其中一份作为副本。`]),
  ],
  leftOut: (things) => `有 ${things} 项未能纳入：`,
};

function together({ runs, texts, passages }: Counts): string {
  const parts = [
    ...(runs > 0 || texts + passages === 0 ? [` ${runs} 个网络`] : []),
    ...(texts > 0 ? [` ${texts} 份文本`] : []),
    ...(passages > 0 ? [` ${passages} 段收藏`] : []),
  ];
  return parts.length < 3 ? parts.join('和') : `${parts.slice(0, -1).join('、')}和${parts[parts.length - 1]}`;
}

function sum({ runs, texts, passages }: Counts): number {
  return runs + texts + passages;
}

function arrivals({ runs, texts, passages }: Restored): string {
  const came: Counts = { runs: runs.came, texts: texts.came, passages: passages.came };
  const here: Counts = { runs: runs.here, texts: texts.here, passages: passages.here };
  const wereHere = `${together(here).trimStart()}原本就在这里`;
  const hadSome = sum(here) > 0;
  if (sum(came) === 0) return hadSome ? `没有新内容：${wereHere}。` : '没有恢复任何内容。';
  return `已恢复${together(came)}${hadSome ? `；${wereHere}` : ''}。`;
}
