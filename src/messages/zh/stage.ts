/** What the page says of a run that is looked at, in Chinese. */
import type { stageStrings as en } from '../en/stage.ts';
import { count } from '../format.ts';

export const stageStrings: typeof en = {
  play: '播放它学写字的过程',
  pausePlaying: '停止播放',
  gentle: '轻柔模式',
  gentleHint: '一半时间训练，一半时间休息：设备不发烫，电池更耐用。',
  step: (step) => `第 ${count(step)} 步`,
};
