/** What may have to be said anywhere: in Chinese. */
import type { common as en } from '../en/common.ts';

export const common: typeof en = {
  unexpected: (detail) => `发生意外错误（${detail}）。请重新加载页面；已保存的内容在“我的网络”中。`,
  viewNotLoaded: '这一部分未能载入。请重新加载页面；已保存的内容不受影响。',
  ended: '尚未得到结果就已结束。',
  lost: {
    training: '训练线程意外终止。已保存的内容在“我的网络”中：请按“继续”，从上一个检查点接着训练。',
    writing: '写作线程意外终止。请按“写”重试。',
    copied: '查找照抄段落的线程意外终止。请再写一次重试。',
  },
};
