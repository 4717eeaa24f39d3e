/** Measures and times in English. */
import { counted } from './plural.ts';

export const units = {
  locale: 'en',
  /** For clock and date: day before month, 24 hours. */
  dateLocale: 'en-GB',
  bytes: (value: number) => counted(value, 'byte', 'bytes'),
  /** Large numbers: from `least` on, in units of `size`. */
  large: [
    { least: 999_500, size: 1_000_000, unit: ' M' },
    { least: 9_995, size: 1_000, unit: ' k' },
  ],
  seconds: (value: number) => `${value} s`,
  minutes: (value: number) => `${value} min`,
  hours: (value: number) => `${value} h`,
  days: (value: number) => counted(value, 'day', 'days'),
  justNow: 'just now',
  secondsAgo: (value: number) => `${value} s ago`,
  minutesAgo: (value: number) => `${value} min ago`,
  today: (clock: string) => `today, ${clock}`,
  percent: (value: number | string) => `${value} %`,
  lessThan: (percent: number) => `less than ${percent} %`,
  lessThanOne: 'less than 1 %',
  moreThan99: 'more than 99 %',
  quoted: (name: string) => `“${name}”`,
  more: (value: string) => `${value} more`,
  comma: ', ',
};
