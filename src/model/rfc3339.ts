/** A time of day; `offset` is minutes east of UTC, null without a zone. */
export interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly micros: number;
  readonly offset: number | null;
}

export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export interface DateTime extends Day, Clock {}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const CLOCK = /^(\d{2}):(\d{2}):(\d{2})/;
const OFFSET = /^([+-])(\d{2}):?(\d{2})$/;
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const MICROS_A_SECOND = 1_000_000;
const MINUTES_A_DAY = 1440;

/** Reads `YYYY-MM-DD`; null when it is not one. */
export function readDate(text: string): Day | null {
  const match = DATE.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const valid = year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return valid ? { year, month, day } : null;
}

/** Reads a time of day; rounding up its last microsecond goes round to midnight. */
export function readTime(text: string): Clock | null {
  const read = readClock(text);
  return read === null ? null : read.clock;
}

/** Reads a date and a time, parted by `T`, `t` or a space; rounding up may carry into the next day. */
export function readDateTime(text: string): DateTime | null {
  const day = readDate(text.slice(0, 10));
  const parted = text.charAt(10) === 'T' || text.charAt(10) === 't' || text.charAt(10) === ' ';
  const read = day !== null && parted ? readClock(text.slice(11)) : null;
  if (day === null || read === null) return null;
  if (!read.carry) return { ...day, ...read.clock };
  const next = dayAfter(day);
  return next === null ? null : { ...next, ...read.clock };
}

/** Days since 1970-01-01. */
export function daysSinceEpoch({ year, month, day }: Day): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const months = (DAYS_BEFORE[month - 1] ?? 0) + (month > 2 && isLeap(year) ? 1 : 0);
  return before * 365 + leaps + months + day - 719_163;
}

function readClock(text: string): { readonly clock: Clock; readonly carry: boolean } | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const fraction = /^\.(\d*)/.exec(text.slice(8));
  const digits = fraction?.[1] ?? '';
  const offset = readOffset(text.slice(8 + (fraction?.[0].length ?? 0)));
  const valid = (fraction === null || digits !== '') && offset !== undefined;
  if (!valid || hour > 23 || minute > 59 || second > 59) return null;
  const micros = Number(digits.slice(0, 6).padEnd(6, '0')) + (digits.charAt(6) >= '5' ? 1 : 0);
  if (micros < MICROS_A_SECOND) return { clock: { hour, minute, second, micros, offset }, carry: false };
  const total = hour * 3600 + minute * 60 + second + 1;
  const clock = {
    hour: Math.floor(total / 3600) % 24,
    minute: Math.floor(total / 60) % 60,
    second: total % 60,
    micros: 0,
    offset,
  };
  return { clock, carry: total === MINUTES_A_DAY * 60 };
}

/** Undefined when malformed. A NUL ends the text: the decoder takes it for the end of the input. */
function readOffset(text: string): number | null | undefined {
  if (text === '' || text.startsWith('\0')) return null;
  if (text === 'Z' || text === 'z') return 0;
  const match = OFFSET.exec(text);
  if (match === null) return undefined;
  const [hours, minutes] = [Number(match[2]), Number(match[3])];
  if (hours > 23 || minutes > 59) return undefined;
  const offset = hours * 60 + minutes;
  return match[1] === '-' && offset !== 0 ? -offset : offset;
}

function dayAfter({ year, month, day }: Day): Day | null {
  if (day < daysIn(year, month)) return { year, month, day: day + 1 };
  if (month < 12) return { year, month: month + 1, day: 1 };
  return year < 9999 ? { year: year + 1, month: 1, day: 1 } : null;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** As msgspec writes it: six decimals or none, `Z` for UTC. */
export function writeTime(clock: Clock): string {
  const time = `${two(clock.hour)}:${two(clock.minute)}:${two(clock.second)}`;
  const micros = clock.micros === 0 ? '' : `.${String(clock.micros).padStart(6, '0')}`;
  return time + micros + writeOffset(clock.offset);
}

/** As msgspec writes it. */
export function writeDate({ year, month, day }: Day): string {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function writeOffset(offset: number | null): string {
  if (offset === null) return '';
  if (offset === 0) return 'Z';
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
