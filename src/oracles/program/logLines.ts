import type { Chronicle } from '../../history/index.js';
import { readStreamFrame, type Json } from '../../wire/index.js';
import { jsonAt } from './valueAt.js';

/** One line that a program logged, and when it came. */
export interface LogLine {
  readonly at: number;
  readonly line: string;
}

/**
 * All that a program logged: on its pipes, and what it redirected to the console of a running cell, which comes as a
 * notification. In no certain order. Collected once.
 */
export function logLines(chronicle: Chronicle): readonly LogLine[] {
  let lines = known.get(chronicle);
  if (lines === undefined) known.set(chronicle, (lines = collect(chronicle)));
  return lines;
}

const known = new WeakMap<Chronicle, readonly LogLine[]>();

function collect(chronicle: Chronicle): readonly LogLine[] {
  const redirected = chronicle.received.flatMap(({ at, bytes }) => {
    const reading = readStreamFrame(bytes);
    if (reading.kind !== 'notification' || reading.op !== 'cell-op') return [];
    return consoleLines(jsonAt(reading.json, ['console'])).map((line) => ({ at, line }));
  });
  return [...chronicle.log, ...redirected];
}

function consoleLines(console: Json | null): readonly string[] {
  if (console?.kind === 'array') return console.items.flatMap(consoleLines);
  if (console?.kind !== 'object') return [];
  const [channel, data] = [jsonAt(console, ['channel']), jsonAt(console, ['data'])];
  return channel?.kind === 'str' && channel.value === 'stderr' && data?.kind === 'str'
    ? data.value.split('\n')
    : [];
}
