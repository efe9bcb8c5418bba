import type { Disagreement } from './compareBatch.js';
import { KINDS } from './kindsIn.js';
import type { Tally } from './tally.js';

/** A disagreement for people: all that is needed to see it again. */
export function tellDisagreement({ schema, type, document, fault }: Disagreement): string {
  const bytes = Buffer.from(document.bytes);
  const shown = document.codec === 'json' ? `${JSON.stringify(bytes.toString('latin1'))}, hex ` : '';
  return [
    `DISAGREEMENT (${document.codec})`,
    `  ${fault}`,
    `  bytes  ${shown}${bytes.toString('hex')}`,
    `  type   ${JSON.stringify(type)}`,
    ...Object.values(schema.types).map((record) => `  record ${JSON.stringify(record)}`),
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
  ].join('\n');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function list(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .map(([name, count]) => `  ${name.padEnd(30)}${count}`)
    .join('\n');
}

/** The kinds of type that no pair had. */
export function unreached(tally: Tally): readonly string[] {
  return KINDS.filter((kind) => !tally.kinds.has(kind));
}
