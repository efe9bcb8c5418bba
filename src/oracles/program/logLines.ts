import type { Chronicle } from '../../history/index.js';
import { readStreamFrame, redirectedLines } from '../../wire/index.js';

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
    return redirectedLines(reading.json).map((line) => ({ at, line }));
  });
  return [...chronicle.log, ...redirected];
}
