/** What the page says of backups, in Chinese. */
import type { Arrivals, backupStrings as en } from '../en/backup.ts';

export const backupStrings: typeof en = {
  title: '备份',
  hint: '把所有网络和文本存进一个文件：可另存他处，或带到另一台设备。',
  make: '备份全部',
  restore: '恢复备份',
  tasks: { backup: '正在写入备份', restore: '正在恢复备份' },
  written: ({ runs, texts }) => `已备份${together(runs.length, texts)}。`,
  restored: ({ runs, texts, copies, stopped }) => [
    ...(stopped ? ['已停止。已经恢复的内容会保留。'] : []),
    arrivals(runs, texts),
    ...(copies === 0 ? [] : [`有 ${copies} 个网络与这里的不同：两份都保留，其中一份作为副本。`]),
  ],
  leftOut: (things) => `有 ${things} 项未能纳入：`,
};

function together(runs: number, texts: number): string {
  const parts = [...(runs > 0 || texts === 0 ? [` ${runs} 个网络`] : []), ...(texts > 0 ? [` ${texts} 份文本`] : [])];
  return parts.join('和');
}

function arrivals(runs: Arrivals, texts: Arrivals): string {
  const wereHere = `${together(runs.here, texts.here).trimStart()}原本就在这里`;
  const hasCome = runs.came + texts.came > 0;
  const hadSome = runs.here + texts.here > 0;
  if (!hasCome) return hadSome ? `没有新内容：${wereHere}。` : '没有恢复任何内容。';
  return `已恢复${together(runs.came, texts.came)}${hadSome ? `；${wereHere}` : ''}。`;
}
