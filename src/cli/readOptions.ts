import type { Shard } from '../runner/index.js';
import { UsageError } from './usageError.js';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Reads `90s`, `30m`, `1.5h`, `500ms`; a bare number means seconds. Milliseconds. */
export function readDuration(text: string): number {
  const [, amount = '', unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  const ms = Number(amount) * (UNITS[unit] ?? Number.NaN);
  if (amount === '' || !(ms > 0) || ms > 7 * 24 * 3_600_000) {
    throw new UsageError(
      `Could not read the time ${JSON.stringify(text)}: expected a number with ms, s, m or h, such as 60s or 30m.`,
    );
  }
  return ms;
}

/** Reads a whole number of at least 1. */
export function readCount(text: string): number {
  if (!/^[1-9]\d{0,11}$/.test(text)) {
    throw new UsageError(
      `Could not read the count ${JSON.stringify(text)}: expected a whole number of 1 or more.`,
    );
  }
  return Number(text);
}

/** Reads `a,b,c`: names that must all be known. */
export function readNames(text: string, known: readonly string[], what: string): readonly string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const strange = names.filter((name) => !known.includes(name));
  if (names.length === 0 || strange.length > 0) {
    throw new UsageError(
      `Unknown ${what}: ${strange.join(', ') || JSON.stringify(text)}. The ${what}s are: ${known.join(', ')}.`,
    );
  }
  return [...new Set(names)];
}

/** Adds one `NAME=VALUE` to those given before. */
export function readVariable(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, name, value] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(
      `Could not read the environment variable ${JSON.stringify(text)}: expected NAME=VALUE.`,
    );
  }
  return { ...before, [name]: value };
}

/** Adds one text to those given before. */
export function readAnother(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Reads `a,b,c`. */
export function readList(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Reads `2/8`: the second of eight. */
export function readShard(text: string): Shard {
  const [, index, count] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? [];
  if (index === undefined || Number(index) > Number(count)) {
    throw new UsageError(
      `Could not read the shard ${JSON.stringify(text)}: expected i/n with i from 1 to n, such as 2/8.`,
    );
  }
  return { index: Number(index) - 1, count: Number(count) };
}
