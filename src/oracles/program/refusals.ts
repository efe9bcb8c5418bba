import type { ReceivedEvent } from '../../history/index.js';
import { readStreamFrame } from '../../wire/index.js';
import type { ProgramAccount } from './account.js';
import { logLines } from './logLines.js';
import type { Request } from './requests.js';

/** How many frames a program refused by its log, and how many it ought to have. */
export interface Refusals {
  /** Frames that its decoder refuses for sure. */
  readonly sure: readonly Request[];
  /** Frames that it may refuse. */
  readonly possible: number;
  /** Records of refusals in its log. */
  readonly logged: number;
  /** A function was called, if only by a probe: see {@link mayBeForwarded}. */
  readonly ranFunction: boolean;
  /** While code runs, its output takes what is logged; what is cut there cannot be laid at one frame's door. */
  readonly ranCode: boolean;
}

export function refusalsIn({ channels, chronicle, answers }: ProgramAccount): Refusals {
  const requests = channels.flatMap((channel) => channel.requests);
  const sure = requests.filter(({ prediction }) => prediction.kind === 'refused');
  const possible = requests.filter(({ prediction }) => prediction.kind === 'ask').length;
  // A line that was on its way when the case began belongs to another one.
  const begun = Math.min(...requests.map(({ frame }) => frame.at));
  const logged = logLines(chronicle).filter(({ at, line }) => at >= begun && answers.isRefusal(line)).length;
  const ranFunction = requests.some(
    ({ tag, prediction }) => tag === 'invoke-function' && prediction.kind !== 'refused',
  );
  return { sure, possible, logged, ranCode: chronicle.received.some(isOutputOfCode), ranFunction };
}

/** So many lines are not lost together unless none is written at all. */
const MANY = 3;

/**
 * Whether what is missing of the log may be lost on its way. While a function runs, a thread forwards what is logged; it
 * ends at the first line that it reads when the function has just returned, and what is logged during later calls goes
 * nowhere. A program that logs nothing at all is told from that by many refusals.
 */
export function mayBeForwarded({ ranCode, ranFunction, sure, logged }: Refusals): boolean {
  return ranCode || (ranFunction && (logged > 0 || sure.length < MANY));
}

function isOutputOfCode({ bytes }: ReceivedEvent): boolean {
  const reading = readStreamFrame(bytes);
  return reading.kind === 'notification' && reading.op === 'cell-op';
}
