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
  /**
   * Of the sure ones, those on channels that do not wait for the functions which the probes call: these run while such a
   * frame is refused, and take what is logged as code does.
   */
  readonly beside: number;
}

export function refusalsIn({ channels, chronicle, answers }: ProgramAccount): Refusals {
  const requests = channels.flatMap((channel) => channel.requests);
  const sure = requests.filter(({ prediction }) => prediction.kind === 'refused');
  const possible = requests.filter(({ prediction }) => prediction.kind === 'ask').length;
  // A line that was on its way when the case began belongs to another one.
  const begun = Math.min(...requests.map(({ frame }) => frame.at));
  const logged = logLines(chronicle).filter(({ at, line }) => at >= begun && answers.isRefusal(line)).length;
  const called = new Set(answers.replies.filter(({ tag }) => tag === CALL).map(({ channel }) => channel));
  const beside = sure.filter(({ frame }) => called.size > 0 && !called.has(frame.channel)).length;
  return { sure, possible, logged, ranCode: chronicle.received.some(isOutputOfCode), beside };
}

/** The command that calls a function of the probes. */
const CALL = 'invoke-function';

function isOutputOfCode({ bytes }: ReceivedEvent): boolean {
  const reading = readStreamFrame(bytes);
  return reading.kind === 'notification' && reading.op === 'cell-op';
}
