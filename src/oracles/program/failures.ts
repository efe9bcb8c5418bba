import { taggedRecords } from '../../schema/index.js';
import type { FeasibleCommand } from '../../schema/index.js';
import { blameFrame, blameOneOf } from '../blame.js';
import type { Sheet } from '../sheet.js';
import { nameFrame, tellBytes } from '../tell.js';
import type { Trial } from '../types.js';
import type { ProgramAccount } from './account.js';
import { groupBy } from './groupBy.js';
import { logLines } from './logLines.js';
import type { Request } from './requests.js';
import { isEnd, textOf, type WireValue } from '../../wire/index.js';
import { valueAt } from './valueAt.js';

/** A handler that failed, as the log tells it. */
interface Failure {
  /** The record that it was to handle. */
  readonly command: string;
  /** `KeyError in _delete_cell`; null: its traceback is not there. */
  readonly error: string | null;
}

/**
 * A handler fails only where it was asked for what cannot be done. The log names the kind of command and no more: of
 * one kind, as many failures are excused as there were such requests, or requests of which nobody knows.
 */
export function judgeFailures(trial: Trial, account: ProgramAccount, sheet: Sheet): void {
  const { feasible = [] } = account.answers;
  // An interrupt fails whatever is under way.
  const isCutShort = trial.history.some(
    (event) => event.kind === 'fault' && (event.fault.kind === 'interrupt' || isEnd(event.fault)),
  );
  if (feasible.length === 0 || isCutShort) return;
  const failures = groupBy(failuresIn(account), ({ command }) => command);
  for (const rule of feasible) {
    const record = taggedRecords(account.answers.schema, rule.channel).find(({ tag }) => tag === rule.tag);
    const failed = failures.get(record?.record.name ?? '') ?? [];
    const requests = account.channels
      .filter(({ channel }) => channel === rule.channel)
      .flatMap((channel) => channel.requests.filter(({ prediction }) => prediction.kind !== 'refused'));
    const asked = requests.filter(({ tag }) => tag === rule.tag);
    const unread = requests.filter(({ tag }) => tag === null).length;
    const excused = unread + asked.filter((request) => isExcused(request, rule)).length;
    sheet.judged(Math.max(0, asked.length - excused));
    const [first] = failed;
    if (failed.length <= excused || first === undefined) continue;
    blame(trial, rule, asked, first, failed.length, sheet);
  }
}

function blame(
  trial: Trial,
  { tag }: FeasibleCommand,
  asked: readonly Request[],
  { command, error }: Failure,
  count: number,
  sheet: Sheet,
): void {
  const frames = asked.map(({ frame }) => frame);
  const [frame] = frames;
  if (frame === undefined) return;
  const whom = frames.length === 1 ? blameFrame(trial, frame) : { ...blameOneOf(trial, frames), step: null };
  // Whatever a step was meant to be: its handler is known.
  sheet.violate({ ...whom, tag }, () => ({
    rule: 'failed',
    outcome: 'dropped-logged',
    change: error,
    expected: `${frames.length} times ${command}, each carried out`,
    actual: `${count} failed${error === null ? '' : `: ${error}`}`,
    because: `${nameFrame(frame)} is ${tellBytes(frame.bytes)}`,
  }));
}

/**
 * It names what is not there, or nobody knows what it names. What reaches a handler was decoded, so it is valid, also
 * where nobody could foretell that it would be taken.
 */
function isExcused({ prediction, value }: Request, { within }: FeasibleCommand): boolean {
  if (within === undefined) return false;
  if (prediction.kind !== 'value' || value === null) return true;
  const map = valueAt(value, [within.map]);
  const keys = new Set(map?.kind === 'map' ? map.entries.map(([key]) => nameIn(key)) : []);
  const list = valueAt(value, [within.list]);
  return list?.kind === 'array' && list.items.some((item) => !keys.has(nameIn(item)));
}

function nameIn(value: WireValue): string | null {
  return value.kind === 'str' ? textOf(value.bytes) : null;
}

/** The records whose handlers failed, as the log tells it. */
export function failedCommands(account: ProgramAccount): ReadonlySet<string> {
  return new Set(failuresIn(account).map(({ command }) => command));
}

function failuresIn({ chronicle, channels, answers }: ProgramAccount): readonly Failure[] {
  // A line that was on its way when the case began belongs to another one.
  const begun = Math.min(...channels.flatMap(({ requests }) => requests.map(({ frame }) => frame.at)));
  const lines = logLines(chronicle);
  return lines.flatMap(({ at, line }, index): Failure[] => {
    const command = at < begun ? null : (answers.failureIn?.(line) ?? null);
    if (command === null) return [];
    const record = lines.slice(index + 1, index + 1 + RECORD_LINES).map((one) => one.line);
    const end = record.findIndex((one) => !one.startsWith(' '));
    return [{ command, error: errorIn(end < 0 ? record : record.slice(0, end)) }];
  });
}

/** More than any traceback has. */
const RECORD_LINES = 400;

/** Of a record of the log, whose lines are indented: the error and the last function that is named. */
function errorIn(record: readonly string[]): string | null {
  const error = record.map((line) => RAISED.exec(line)?.[1]).findLast((name) => name !== undefined);
  const named = record
    .map((line) => FRAME.exec(line)?.[1])
    .findLast((name) => name !== undefined && !name.startsWith('<'));
  return error === undefined || named === undefined ? null : `${error} in ${named}`;
}

const RAISED = /^ {4}([A-Z]\w*)(?::|$)/u;
const FRAME = /^ {6}File ".*", line \d+, in (\S+)$/u;
