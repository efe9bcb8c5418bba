import type { Disagreement } from './compareBatch.js';
import { DECODED_OPS, FRAMELESS } from './frameless.js';
import { KINDS } from './kindsIn.js';
import type { Tally } from './tally.js';

/** A disagreement for people: all that is needed to see it again. */
export function tellDisagreement({ schema, type, document, fault, skew = null }: Disagreement): string {
  const bytes = Buffer.from(document.bytes);
  const shown = document.codec === 'json' ? `${JSON.stringify(bytes.toString('latin1'))}, hex ` : '';
  return [
    `DISAGREEMENT (${document.codec})`,
    `  ${fault}`,
    `  bytes  ${shown}${bytes.toString('hex')}`,
    `  type   ${JSON.stringify(type)}`,
    ...Object.values(schema.types).map((record) => `  record ${JSON.stringify(record)}`),
    ...(skew === null ? [] : [`  read by the ${skew.reader} peer; the newer one differs by`]),
    ...(skew?.ops ?? []).map((op) => `  op     ${JSON.stringify(op)}`),
  ].join('\n');
}

/** What a run compared. */
export function tellTally(tally: Tally, seconds: number): string {
  return [
    `${tally.pairs} pairs of ${tally.schemas} schemas in ${seconds.toFixed(0)} s (${Math.round(tally.pairs / seconds)}/s)`,
    `asked: ${percent(tally.shareOf('ask'))}; values: ${percent(tally.shareOf('value'))}; known differences: ${tally.known}`,
    'what the model said:',
    list(tally.said),
    'pairs whose type holds:',
    list(tally.kinds),
    `pairs whose reader differs by (the newer reads, the older reads), ${tally.skewed} in all:`,
    ...DECODED_OPS.map((kind) => tellOp(tally, kind)),
    'ops that were left out, since they leave:',
    list(tally.leftOut),
    'no single frame shows:',
    ...Object.entries(FRAMELESS).map(([kind, reason]) => `  ${kind.padEnd(30)}${reason}`),
  ].join('\n');
}

function tellOp({ ops }: Tally, kind: string): string {
  const [newer, older] = [ops.newer.get(kind) ?? 0, ops.older.get(kind) ?? 0];
  return `  ${kind.padEnd(30)}${String(newer).padEnd(10)}${older}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function list(counts: ReadonlyMap<string, number>): string {
  const width = Math.max(30, ...[...counts.keys()].map((name) => name.length + 2));
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .map(([name, count]) => `  ${name.padEnd(width)}${count}`)
    .join('\n');
}

/** The kinds of type that no pair had, and the kinds of op by which no reader differed in one of the directions. */
export function unreached({ kinds, ops }: Tally): readonly string[] {
  return [
    ...KINDS.filter((kind) => !kinds.has(kind)),
    ...DECODED_OPS.filter((kind) => !ops.newer.has(kind)).map((kind) => `${kind} (the newer reads)`),
    ...DECODED_OPS.filter((kind) => !ops.older.has(kind)).map((kind) => `${kind} (the older reads)`),
  ];
}
