/** What is said of networks that fill in or classify: in Chinese. */
import type { answering as en } from '../en/answering.ts';

export const answering: typeof en = {
  otherTask: (name) => `“${name}”是为另一种任务训练的。请在网络列表中重新选择它。`,
  tasks: { continue: '写作', fill: '填空', classify: '分类' },
};
