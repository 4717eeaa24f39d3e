/** Numbers as people read them. */

const NATS_PER_BIT = Math.LN2;
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 1234567 -> `1,234,567` */
export function count(value: number): string {
  return whole.format(value);
}

/** 1234567 -> `1.2 M`, 45300 -> `45 k`, 812 -> `812` */
export function short(value: number): string {
  const [divisor, letter] = value >= 999_500 ? [1_000_000, ' M'] : value >= 9_995 ? [1_000, ' k'] : [1, ''];
  if (divisor === 1) return count(value);
  const scaled = value / divisor;
  return `${scaled < 9.95 ? scaled.toFixed(1) : scaled.toFixed(0)}${letter}`;
}

/** 1536 -> `1.5 kB`; powers of 1000, as file managers on most systems show them. */
export function bytes(value: number): string {
  if (value < 1000) return `${count(value)} bytes`;
  const units = ['kB', 'MB', 'GB'];
  let scaled = value / 1000;
  let unit = 0;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return `${scaled < 9.95 ? scaled.toFixed(1) : scaled.toFixed(0)} ${units[unit]}`;
}

/** Seconds as the two largest units that matter: `8 s`, `3 min 20 s`, `2 h 5 min`, `3 days 4 h`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '–';
  const total = Math.round(seconds);
  if (total < 60) return `${total} s`;
  if (total < 3600) return pair(Math.floor(total / 60), 'min', total % 60, 's');
  const minutes = Math.round(total / 60);
  if (minutes < 1440) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  const days = Math.floor(hours / 24);
  return pair(days, days === 1 ? 'day' : 'days', hours % 24, 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** A rough time, for estimates: `10 s`, `4 min`, `2 h`. */
export function roughly(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '–';
  if (seconds < 90) return `${Math.max(5, Math.round(seconds / 5) * 5)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
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
  if (seconds < 5) return 'just now';
  return seconds < 60 ? `${seconds} s ago` : when(time, now);
}

/** When something was, seen from `now`: `just now`, `5 min ago`, `today, 14:05`, `3 Nov`, `3 Nov 2024`. */
export function when(time: number, now: number): string {
  const seconds = (now - time) / 1000;
  if (seconds < 45) return 'just now';
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  const then = new Date(time);
  const today = new Date(now);
  const clock = then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (then.toDateString() === today.toDateString()) return `today, ${clock}`;
  const year = then.getFullYear() === today.getFullYear() ? {} : { year: 'numeric' as const };
  return then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...year });
}

/** A share of one as a whole percentage, never 100 before it is done. */
export function percent(done: number, total: number): number {
  if (total <= 0) return 0;
  return Math.min(100, Math.floor((done / total) * 100));
}

/** A part of a whole: `12 %`, and never nothing or all of it when it is neither. */
export function share(part: number, total: number): string {
  const rounded = Math.round((part / total) * 100);
  if (part > 0 && rounded === 0) return 'less than 1 %';
  if (part < total && rounded === 100) return 'more than 99 %';
  return `${rounded} %`;
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
  const quoted = names.slice(0, NAMED).map((name) => `“${name}”`);
  return [...quoted, ...(names.length > NAMED ? [`${count(names.length - NAMED)} more`] : [])].join(', ');
}
