import { head, printable } from './printable.js';

/** Two texts to be set under each other, and where they part. */
export interface Difference {
  readonly expected: string;
  readonly got: string;
  /** Goes under `got`: blanks, then one `^` for each character that differs; at least one. */
  readonly marks: string;
}

const BEFORE = 24;
const SHOWN = 88;

/** Cuts both texts to what stands around their first difference, so that it is seen even in a text of many MiB; `shown`: how many characters. */
export function difference(expected: string, got: string, shown: number = SHOWN): Difference {
  const same = commonStart(expected, got);
  const from = same > shown / 2 ? same - BEFORE : 0;
  const left = part(expected, from, shown);
  const right = part(got, from, shown);
  const start = commonStart(left, right);
  const end = commonEnd(left.slice(start), right.slice(start));
  const differing = Math.max(1, right.length - start - end);
  return { expected: left, got: right, marks: `${' '.repeat(start)}${'^'.repeat(differing)}` };
}

function part(text: string, from: number, max: number): string {
  const shown = printable(head(text.slice(from), max));
  const cut = text.length > from + max || shown.length > max;
  return `${from > 0 ? '…' : ''}${head(shown, max)}${cut ? '…' : ''}`;
}

function commonStart(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  while (at < shorter && a[at] === b[at]) at += 1;
  return at;
}

function commonEnd(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  while (at < shorter && a[a.length - 1 - at] === b[b.length - 1 - at]) at += 1;
  return at;
}
