/** What writing refuses: in Chinese. */
import type { writing as en } from '../en/writing.ts';

export const writing: typeof en = {
  busy: '正在写作。请先停止，或等它写完，再写下一篇。',
  noRunOpen: '没有打开可用来写作的网络。请先在“我的网络”中选择一个。',
  noIndex: '没有可供比对的文本。请再写一次。',
  cannotStart: (detail) =>
    `写作部分无法启动（${detail}）。请重新加载页面后重试；如果仍然如此，请使用最新的 Chrome、Edge、Firefox 或 Safari，或关闭其他标签页以释放内存。`,
  diverged: (value, symbol) =>
    `网络对第 ${symbol} 个字符算出了 ${value}：它的权重已经发散，无法写作。请从较早的检查点继续训练，或用更低的学习率重新训练。`,
  unknownPrompt: (characters, more) =>
    `这个网络所学的文本里，没有你写的开头中的任何字符（${characters}${more > 0 ? ` 等，另有 ${more} 个` : ''}）。请用它认识的字符开头，或把开头留空。`,
};
