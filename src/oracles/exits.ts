import type { Chronicle } from '../history/index.js';
import { blameNobody, type Blame } from './blame.js';
import type { Ending } from './ending.js';
import { lastError } from './lastError.js';
import type { Sheet } from './sheet.js';
import { lastLines } from './tell.js';
import { tellFaults } from './tellFaults.js';

/**
 * Judges how the process ended: not at all unless it was told to, and then in order and in time.
 *
 * @param suspects - whom to blame for a crash
 */
export function judgeExit(chronicle: Chronicle, ending: Ending, suspects: () => Blame, sheet: Sheet): void {
  const because = (): string => {
    const lines = lastLines(chronicle);
    const said = lines === '' ? 'it wrote nothing' : `its last lines are:\n${lines}`;
    return [tellFaults(chronicle), said].filter((part) => part !== '').join('; ');
  };
  if (ending.kind === 'crashed') {
    sheet.judged();
    sheet.violate(suspects(), () => ({
      rule: 'crash',
      outcome: 'crash',
      change: [tellExit(ending.exit), errorOf(chronicle, ending.exit) ?? []].flat().join(', '),
      expected: 'a kernel that lives until it is told to stop',
      actual: `it ended with ${tellExit(ending.exit)}`,
      because: because(),
    }));
    return;
  }
  const { stop } = chronicle;
  if (stop === null) return;
  const late = chronicle.deadlines.find((deadline) => deadline.at >= stop.at);
  if (late !== undefined) {
    sheet.judged();
    sheet.violate(blameNobody(stop.channel), () => ({
      rule: 'stop-late',
      outcome: 'hang',
      expected: 'stop-kernel ends the kernel within 2 s',
      actual: `after ${Math.round(late.at - stop.at)} ms it still lived`,
      because: because(),
    }));
  } else if (ending.kind === 'stopped') {
    sheet.judged();
    if (ending.exit.code === 0) return;
    sheet.violate(blameNobody(stop.channel), () => ({
      rule: 'stop-exit',
      outcome: 'crash',
      change: tellExit(ending.exit),
      expected: 'exit code 0 after stop-kernel',
      actual: tellExit(ending.exit),
      because: because(),
    }));
  } else {
    sheet.unknown('the history ends before the exit after stop-kernel');
  }
}

/** Python ends so where nobody caught an interrupt: the error is always that, and where it struck is chance. */
function errorOf(chronicle: Chronicle, { signal }: { readonly signal: string | null }): string | null {
  return signal === 'SIGINT' ? null : lastError(chronicle);
}

/** How a process ended, in words that are part of signatures. */
function tellExit({
  code,
  signal,
}: {
  readonly code: number | null;
  readonly signal: string | null;
}): string {
  return signal === null ? `exit code ${code}` : `signal ${signal}`;
}
