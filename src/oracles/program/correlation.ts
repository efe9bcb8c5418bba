import type { SentEvent } from '../../history/index.js';
import type { RunRules } from '../../schema/index.js';
import { blameFrame, blameNobody } from '../blame.js';
import { Sheet } from '../sheet.js';
import { nameFrame, tellBytes } from '../tell.js';
import type { Judgement, Trial } from '../types.js';
import { programAccountOf } from './account.js';
import type { CellOp } from './cellOps.js';
import { groupBy } from './groupBy.js';
import type { ProgramAnswers } from './owing.js';
import { defines, isIllFormed, promisedOutput } from './promisedOutput.js';
import type { Request } from './requests.js';
import { booksOf, firstAt, type Books } from './runBooks.js';
import { tappedOf } from './tapped.js';
import { isWritten, repeatsIds, type CellsRun, type LoneRun } from './runs.js';
import { valueAt } from './valueAt.js';

/**
 * What a run says belongs to it and to nobody else: all of it comes before its completion, whatever runs beside it.
 * That each run is completed, and once, is for `fifo`.
 */
export function correlationOfProgram(trial: Trial, answers: ProgramAnswers): Judgement {
  const sheet = new Sheet('correlation');
  const { runs: rules, schema } = answers;
  if (rules !== undefined) {
    const account = programAccountOf(trial, answers);
    const books = booksOf(trial, account, rules, tappedOf(trial, answers));
    if (repeatsIds(schema, rules)) judgeIds(books, sheet);
    else sheet.unknown('this release does not repeat the id of a run', books.alone.length);
    for (const run of books.alone) judgeLone(books, run, sheet);
    for (const run of books.cells) judgeCells(books, run, sheet);
  }
  return sheet.judgement();
}

/** A completion bears the id of a run that was asked for, or one that the program made itself. */
function judgeIds({ completions, sentIds, rules, alone, unexpected }: Books, sheet: Sheet): void {
  for (const { id, arrival } of completions) {
    if (id === null) continue;
    sheet.judged();
    // One that is a reply to nothing at all is for another oracle.
    if (sentIds.has(id) || rules.ownId.test(id) || unexpected.has(arrival)) continue;
    sheet.violate(blameNobody(rules.channel), () => ({
      rule: 'unknown-run',
      outcome: 'duplicated',
      change: rules.completion.op,
      expected: `${rules.completion.op} with an id that was sent: ${alone.length} were`,
      actual: `one with ${JSON.stringify(id)}`,
      because: 'whoever waits for a run of that id would take it for the end of that run',
    }));
  }
}

function judgeLone(books: Books, run: LoneRun, sheet: Sheet): void {
  const { request, id } = run;
  if ((books.sentIds.get(id) ?? 0) > 1) {
    sheet.unknown('several runs have one id');
    return;
  }
  const { frame } = request;
  const end = books.completionOf.get(id) ?? null;
  const bound = end ?? books.laterReply(frame);
  // That it was not completed is for another oracle.
  if (bound === null) {
    sheet.unknown('the history ends before the run does');
    return;
  }
  const promise = { from: books.since(frame), to: bound, cell: null, held: books.limited };
  judgePromise(books, run, promise, sheet);
  if (end === null) return;
  if (books.interrupted) {
    sheet.unknown('an interrupt may strike where output is being sent, and that then goes out later');
    return;
  }
  sheet.judged();
  const late = isTelling(id) ? books.lastWith.get(id) : undefined;
  if (late !== undefined && late.arrival > end && !standsElsewhere(books, run)) {
    blameLate(books, frame, id, late, sheet);
  }
}

/** Whether some other run could have said the id. */
function standsElsewhere({ alone, cells }: Books, { request, id }: LoneRun): boolean {
  return [...alone, ...cells].some(
    (other) => other.request !== request && Buffer.from(other.request.frame.bytes).includes(id),
  );
}

interface Window {
  readonly from: number;
  readonly to: number;
  /** Null: of any cell. */
  readonly cell: string | null;
  /** Output may have been held back. */
  readonly held: boolean;
}

/** What the code is sure to say was said between its sending and its end. */
function judgePromise(
  books: Books,
  { request, code }: Pick<LoneRun, 'request' | 'code'>,
  window: Window,
  sheet: Sheet,
): void {
  const { frame } = request;
  const promised = promisedOutput(code);
  if (promised === null) return;
  if (window.held) {
    sheet.unknown('settings or cells were changed, which may keep output back');
    return;
  }
  sheet.judged();
  const own = books
    .between(window.from, window.to)
    .filter(({ cell }) => window.cell === null || cell === window.cell);
  const missing = promised.find((text) => !own.some((op) => op.text.includes(text)));
  if (missing === undefined) return;
  const oddity = oddityOf(request, code, books.rules);
  // What was swallowed may stand in the log later, in the record of that.
  const elsewhere =
    oddity === null
      ? books.between(window.to + 1, Infinity).find(({ text }) => text.includes(missing))
      : undefined;
  sheet.violate(blameFrame(books.trial, frame), () => ({
    rule: elsewhere === undefined ? 'output-missing' : 'output-late',
    outcome: elsewhere === undefined ? 'dropped-silent' : 'reordered',
    change: oddity,
    expected: `${nameFrame(frame)} says ${JSON.stringify(missing)} before it ends`,
    actual:
      elsewhere === undefined ? `${own.length} outputs, none with it` : 'it came after the end of the run',
    because: `${nameFrame(frame)} is ${tellBytes(frame.bytes)}`,
  }));
}

/** What is unusual about a run, and changes nothing of what it is to say. */
function oddityOf({ value }: Request, code: string, { address }: RunRules): string | null {
  if (isIllFormed(code)) return 'half a character in the code';
  const from = value === null ? null : valueAt(value, address);
  return from === null || from.kind === 'str' ? null : 'an address that is no text';
}

function blameLate({ trial }: Books, frame: SentEvent, id: string, late: CellOp, sheet: Sheet): void {
  sheet.violate(blameFrame(trial, frame), () => ({
    rule: 'output-late',
    outcome: 'reordered',
    expected: `all that ${nameFrame(frame)} says comes before the run ${JSON.stringify(id)} is completed`,
    actual: `output of ${late.cell ?? 'no cell'} came afterwards: ${JSON.stringify(late.text.slice(0, 120))}`,
    because: `${nameFrame(frame)} is ${tellBytes(frame.bytes)}`,
  }));
}

/** Cells whose ids were never used before or since, and whose code is sure to run: each goes its way, and says its words. */
function judgeCells(books: Books, { request, cells }: CellsRun, sheet: Sheet): void {
  const { frame } = request;
  const fresh = cells.every(({ id }) => books.named.get(id) === 1);
  // Code that nobody can foretell may keep the cells beside it from running.
  if (!fresh || cells.some(({ code }) => promisedOutput(code) === null || defines(code))) return;
  if (isWritten(request, books.rules.cells.time)) {
    sheet.unknown('the host said when it asked: what it asked before an interrupt does not run');
    return;
  }
  if (books.unsettled) {
    sheet.unknown('settings or cells were changed, which may keep output back');
    return;
  }
  const to = books.laterReply(frame);
  if (to === null) {
    sheet.unknown('the history ends before the run does');
    return;
  }
  const from = books.since(frame);
  const ops = groupBy(books.between(from, to), ({ cell }) => cell);
  // Some commands are checked by code of the program: it may have refused this one.
  const seen = cells.some(({ id }) => ops.has(id)) || request.prediction.kind === 'value';
  if (!seen && !books.wasTaken(frame)) {
    sheet.unknown('only the kernel can know whether it took the command');
    return;
  }
  const first = Math.min(...cells.map(({ id }) => ops.get(id)?.[0]?.arrival ?? Infinity));
  const end = books.completions[firstAt(books.completions, ({ arrival }) => arrival > first)]?.arrival ?? to;
  for (const { id, code } of cells) {
    // What swallows an error may also keep the cell from ending: one cause, told once.
    if (oddityOf(request, code, books.rules) === null) {
      judgeStatuses(books, frame, id, ops.get(id) ?? [], end, sheet);
    }
    judgePromise(books, { request, code }, { from, to: end, cell: id, held: false }, sheet);
  }
}

/** The statuses of a cell in their order, all before the completion of the run. */
function judgeStatuses(
  { rules, trial }: Books,
  frame: SentEvent,
  id: string,
  ops: readonly CellOp[],
  end: number,
  sheet: Sheet,
): void {
  sheet.judged();
  const { statuses } = rules.output;
  const came = ops.filter(({ status }) => status !== null && statuses.includes(status));
  const seen = came.map(({ status }) => status ?? '');
  const late = came.find(({ arrival }) => arrival > end);
  if (late === undefined && seen.join() === statuses.join()) return;
  const missing = statuses.find((status) => !seen.includes(status));
  sheet.violate(blameFrame(trial, frame), () => ({
    rule: missing === undefined ? 'status-order' : 'status-missing',
    outcome: missing === undefined ? 'reordered' : 'dropped-silent',
    change: missing ?? null,
    expected: `the cell ${JSON.stringify(id)} is ${statuses.join(', ')}, then the run is completed`,
    actual: `${seen.join(', ') || 'nothing'}${late === undefined ? '' : ', and some of it after the completion'}`,
    because: `${nameFrame(frame)} is ${tellBytes(frame.bytes)}`,
  }));
}

/** Whether an id is a word of its own, which stands in no other text by chance. */
function isTelling(id: string): boolean {
  return /^[\w-]{6,}$/u.test(id) && /\d/u.test(id);
}
