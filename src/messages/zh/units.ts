/** Measures and times in Chinese. */
import type { units as en } from '../en/units.ts';

export const units: typeof en = {
  locale: 'zh-CN',
  dateLocale: 'zh-CN',
  bytes: (value) => `${value} 字节`,
  large: [
    { least: 99_995_000, size: 100_000_000, unit: ' 亿' },
    { least: 9_995, size: 10_000, unit: ' 万' },
  ],
  seconds: (value) => `${value} 秒`,
  minutes: (value) => `${value} 分钟`,
  hours: (value) => `${value} 小时`,
  days: (value) => `${value} 天`,
  justNow: '刚刚',
  secondsAgo: (value) => `${value} 秒前`,
  minutesAgo: (value) => `${value} 分钟前`,
  today: (clock) => `今天 ${clock}`,
  percent: (value) => `${value}%`,
  lessThan: (percent) => `不到 ${percent}%`,
  lessThanOne: '不到 1%',
  moreThan99: '超过 99%',
  quoted: (name) => `“${name}”`,
  more: (value) => `另有 ${value} 项`,
  comma: '、',
};
