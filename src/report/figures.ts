import type { Size } from './types.js';

/** `1234567` as `1,234,567`. */
export function count(n: number): string {
  return n.toLocaleString('en-US');
}

/** `1 message`, `2 messages`. */
export function plural(n: number, one: string, many: string = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `38 bytes`, `64 KiB`, `1.5 MiB`: units of 1,024. */
export function size(bytes: number): string {
  let unit = 0;
  let rest = bytes;
  while (rest >= 1024 && unit < UNITS.length - 1) {
    rest /= 1024;
    unit += 1;
  }
  if (unit === 0) return plural(bytes, 'byte');
  return `${rest >= 100 || Number.isInteger(rest) ? Math.round(rest) : rest.toFixed(1)} ${UNITS[unit] ?? ''}`;
}

/** `2 messages, 38 bytes`. */
export function extent(of: Size): string {
  return `${plural(of.messages, 'message')}, ${size(of.bytes)}`;
}

/** `0.4 s`, `59 s`, `2 min 5 s`, `1 h 3 min`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** For lines with little room: `950`, `41.2k`, `1.2M`. */
export function brief(n: number): string {
  if (n < 1000) return String(Math.round(n));
  if (n < 999_500) return `${n < 99_950 ? (n / 1000).toFixed(1) : Math.round(n / 1000)}k`;
  return `${(n / 1_000_000).toFixed(1)}M`;
}
