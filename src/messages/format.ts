/** Numbers, measures and times as people read them in the language spoken. */
import { units as en } from './en/units.ts';
import { spoken } from './language.ts';
import { units as zh } from './zh/units.ts';

const NATS_PER_BIT = Math.LN2;
const units = spoken({ en, zh });

const wholeNumbers = new Map<string, Intl.NumberFormat>();

/** 1234567 -> `1,234,567` */
export function count(value: number): string {
  const { locale } = units;
  const whole = wholeNumbers.get(locale) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  wholeNumbers.set(locale, whole);
  return whole.format(value);
}

/** 1234567 -> `1.2 M`, 45300 -> `45 k`, 812 -> `812`; Chinese counts in 万 and 亿. */
export function short(value: number): string {
  const large = units.large.find(({ least }) => value >= least);
  return large === undefined ? count(value) : `${twoDigits(value / large.size)}${large.unit}`;
}

function twoDigits(value: number): string {
  return value < 9.95 ? value.toFixed(1) : value.toFixed(0);
}

/** 1536 -> `1.5 kB`; powers of 1000, as file managers on most systems show them. */
export function bytes(value: number): string {
  if (value < 1000) return units.bytes(value);
  const names = ['kB', 'MB', 'GB'];
  let scaled = value / 1000;
  let name = 0;
  while (scaled >= 999.5 && name < names.length - 1) {
    scaled /= 1000;
    name++;
  }
  return `${twoDigits(scaled)} ${names[name]}`;
}

/** Seconds as the two largest units that matter: `8 s`, `3 min 20 s`, `2 h 5 min`, `3 days 4 h`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '–';
  const total = Math.round(seconds);
  if (total < 60) return units.seconds(total);
  if (total < 3600) return pair(units.minutes(Math.floor(total / 60)), total % 60, units.seconds);
  const minutes = Math.round(total / 60);
  if (minutes < 1440) return pair(units.hours(Math.floor(minutes / 60)), minutes % 60, units.minutes);
  const hours = Math.round(minutes / 60);
  return pair(units.days(Math.floor(hours / 24)), hours % 24, units.hours);
}

function pair(large: string, small: number, inUnits: (value: number) => string): string {
  return small === 0 ? large : `${large} ${inUnits(small)}`;
}

/** A rough time, for estimates: `10 s`, `4 min`, `2 h`. */
export function roughly(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '–';
  if (seconds < 90) return units.seconds(Math.max(5, Math.round(seconds / 5) * 5));
  if (seconds < 5400) return units.minutes(Math.round(seconds / 60));
  if (seconds < 36 * 3600) return units.hours(Math.round(seconds / 3600));
  return units.days(Math.round(seconds / 86_400));
}

/** Nats per character. */
export function nats(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3) : '–';
}

/** The same loss in bits per character. */
export function bits(value: number): string {
  return Number.isFinite(value) ? (value / NATS_PER_BIT).toFixed(2) : '–';
}

/** How long ago something was, for what is watched as it happens: `just now`, `12 s ago`, then as `when`. */
export function since(time: number, now: number): string {
  const seconds = Math.floor((now - time) / 1000);
  if (seconds < 5) return units.justNow;
  return seconds < 60 ? units.secondsAgo(seconds) : when(time, now);
}

/** When something was, seen from `now`: `just now`, `5 min ago`, `today, 14:05`, `3 Nov`, `3 Nov 2024`. */
export function when(time: number, now: number): string {
  const seconds = (now - time) / 1000;
  if (seconds < 45) return units.justNow;
  if (seconds < 3600) return units.minutesAgo(Math.max(1, Math.round(seconds / 60)));
  const then = new Date(time);
  const today = new Date(now);
  const clock = then.toLocaleTimeString(units.dateLocale, { hour: '2-digit', minute: '2-digit' });
  if (then.toDateString() === today.toDateString()) return units.today(clock);
  const year = then.getFullYear() === today.getFullYear() ? {} : { year: 'numeric' as const };
  return then.toLocaleDateString(units.dateLocale, { day: 'numeric', month: 'short', ...year });
}

/** A share of one as a whole percentage, never 100 before it is done. */
export function percent(done: number, total: number): number {
  if (total <= 0) return 0;
  return Math.min(100, Math.floor((done / total) * 100));
}

/** A part of a whole: `12 %`, and never nothing or all of it when it is neither. */
export function share(part: number, total: number): string {
  const rounded = Math.round((part / total) * 100);
  if (part > 0 && rounded === 0) return units.lessThanOne;
  if (part < total && rounded === 100) return units.moreThan99;
  return units.percent(rounded);
}

/** A probability: `62 %`, `4.1 %`, `0.035 %`; certain only when it is. */
export function likelihood(probability: number): string {
  const hundredths = 100 * probability;
  if (hundredths > 99 && hundredths < 100) return units.percent(Math.floor(10 * hundredths) / 10);
  if (hundredths >= 10) return units.percent(Math.round(hundredths));
  if (hundredths > 0 && hundredths < 0.0001) return units.lessThan(0.0001);
  return units.percent(Number(hundredths.toPrecision(2)));
}

/** How many of all answers are right, to a tenth of a percent: `89.1 %`. */
export function accuracy(part: number): string {
  return Number.isFinite(part) ? units.percent((100 * part).toFixed(1)) : '–';
}

/** A single character made visible: spaces and line ends have no shape of their own. */
export function visible(symbol: string): string {
  if (symbol === ' ') return '␣';
  if (symbol === '\n') return '↵';
  if (symbol === '\t') return '⇥';
  return symbol;
}

/** How many of a list are called by their names. */
const NAMED = 3;

/** `“a”, “b”, “c”, 4 more` */
export function named(names: readonly string[]): string {
  const quoted = names.slice(0, NAMED).map(units.quoted);
  return listed([...quoted, ...(names.length > NAMED ? [units.more(count(names.length - NAMED))] : [])]);
}

/** `a, b, c` */
export function listed(parts: readonly string[]): string {
  return parts.join(units.comma);
}
