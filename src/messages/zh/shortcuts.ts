/** What the keys do, in Chinese. */
import type { shortcutStrings as en } from '../en/shortcuts.ts';

export const shortcutStrings: typeof en = {
  title: '键盘',
  open: '键盘快捷键',
  single: '启用单键快捷键',
  tabHint: (tab) => `其余各处用 ${tab} 键到达，用回车或空格键按下。`,
  enter: '回车',
  everywhere: '各处通用',
  does: {
    text: '文本',
    train: '训练',
    write: '写作',
    library: '我的网络',
    begin: '训练所选文本',
    pause: '暂停或继续',
    stop: '停止',
    gentle: '轻柔或全速训练',
    earlier: '较早的试写',
    play: '播放它学写字的过程',
    later: '较晚的试写',
    compose: '让网络接着写',
    rest: '暂停写作',
    ways: '八种续写',
    choose: '从中选一种',
    alternatives: '光标处还可能是什么',
    takeBack: '撤销页面上的改动',
    putBack: '重做页面上的改动',
    undo: '撤销删除',
    help: '显示或收起这张表',
  },
};
