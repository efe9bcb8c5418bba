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
  return { sure, possible, logged, ranCode: chronicle.received.some(isOutputOfCode) };
}

function isOutputOfCode({ bytes }: ReceivedEvent): boolean {
  const reading = readStreamFrame(bytes);
  return reading.kind === 'notification' && reading.op === 'cell-op';
}
