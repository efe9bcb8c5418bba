import { chronicleOf, type ReceivedEvent } from '../../history/index.js';
import { EXITED, sessionOf, STREAM_CHANNEL } from '../../schema/index.js';
import { blameFrame, blameNobody } from '../blame.js';
import type { Sheet } from '../sheet.js';
import { nameFrame, tellBytes } from '../tell.js';
import type { Trial } from '../types.js';
import { allSessions } from './allSessions.js';
import { hostMessagesIn } from './hostMessages.js';
import { livesIn, type Life } from './lives.js';
import { servesAny } from './servesAny.js';
import { sessionBooksOf } from './sessionBooks.js';
import { sessionTrial } from './sessionTrial.js';

/** A session ends when it is told to, once, having answered what it had taken; no other ends, and it says no more. */
export function judgeEnds(trial: Trial, sheet: Sheet): void {
  const { exit, stop, deadlines } = chronicleOf(trial.history);
  const lives = livesIn(trial);
  for (const life of lives) {
    if (life.stop === null || life.knownAt === null) continue;
    const { frame } = life.stop;
    if (life.exit !== null) {
      sheet.judged();
      judgeQueued(trial, life, sheet);
      judgeRestart(trial, life, lives, sheet);
    } else if (
      exit === null &&
      stop === null &&
      deadlines.some(({ at }) => at >= frame.at) &&
      servesAny(trial)
    ) {
      sheet.judged();
      sheet.violate(blameFrame(trial, frame), () => ({
        rule: 'never-ended',
        outcome: 'zombie',
        expected: `session ${life.session} says that it has ended`,
        actual: 'it never did',
        because: `${nameFrame(frame)} is ${tellBytes(frame.bytes)}`,
      }));
    } else sheet.unknown('a session was to stop, and nobody waited for its end');
  }
  judgeUninvited(trial, lives, sheet);
  judgeLastWords(trial, sheet);
}

/**
 * All commands travel on one socket. So what was sent to a session before a command that was answered by anyone before
 * the request to stop went out had been taken, and must be answered before the end.
 */
function judgeQueued(trial: Trial, { session, stop, knownAt }: Life, sheet: Sheet): void {
  if (stop === null || knownAt === null || livesIn(trial).filter((one) => one.session === session).length > 1)
    return;
  const stoppedAt = stop.frame.at;
  let takenAt = -Infinity;
  for (const other of allSessions(trial)) {
    for (const { frame, answeredAt } of sessionBooksOf(sessionTrial(trial, other)).owed) {
      if (answeredAt !== null && answeredAt < stoppedAt) takenAt = Math.max(takenAt, frame.at);
    }
  }
  for (const { frame, answeredAt } of sessionBooksOf(sessionTrial(trial, session)).owed) {
    if (frame.at <= knownAt || frame.at >= takenAt) continue;
    sheet.judged();
    if (answeredAt !== null) continue;
    sheet.violate(blameFrame(trial, frame), () => ({
      rule: 'lost-at-stop',
      outcome: 'dropped-silent',
      expected: `session ${session} answers ${nameFrame(frame)}, which it had before it was to stop, and then ends`,
      actual: 'it ended without',
      because: `${nameFrame(frame)} is ${tellBytes(frame.bytes)}`,
    }));
  }
}

/** Whose end it is must be plain to who is told of it. */
function judgeRestart(trial: Trial, life: Life, lives: readonly Life[], sheet: Sheet): void {
  const { exit } = life;
  const own = lives.filter(({ session }) => session === life.session);
  const next = own[own.indexOf(life) + 1];
  if (exit === null || next?.create === undefined || next.create === null || next.knownAt === null) return;
  if (!isAfterAnswer(trial, next.knownAt, exit.event.at)) return;
  const { frame } = next.create;
  sheet.violate(blameFrame(trial, frame), () => ({
    rule: 'end-mistaken',
    outcome: 'reordered',
    expected: `the end of session ${life.session} before the answer that it was created again`,
    actual: 'it came after that, and cannot be told from the end of the new one',
    because: `${nameFrame(frame)} is ${tellBytes(frame.bytes)}`,
  }));
}

/**
 * Answers and ends come on two sockets, and order between these proves nothing. What was sent after the answer was here,
 * and answered before the end came, does.
 */
function isAfterAnswer(trial: Trial, knownAt: number, endedAt: number): boolean {
  return allSessions(trial).some((session) =>
    sessionBooksOf(sessionTrial(trial, session)).owed.some(
      ({ frame, answeredAt }) => frame.at >= knownAt && answeredAt !== null && answeredAt <= endedAt,
    ),
  );
}

/** Ends that nobody asked for. */
function judgeUninvited(trial: Trial, lives: readonly Life[], sheet: Sheet): void {
  const { exits, shutdowns } = hostMessagesIn(trial.history);
  const { stop, exit } = chronicleOf(trial.history);
  if (shutdowns.length > 0 || stop !== null || (exit !== null && !exit.wanted)) return;
  const asked = new Set(lives.flatMap((life) => life.exit ?? []));
  for (const one of exits) {
    // A session of an earlier case may have been told to end there.
    const isKnown = lives.some(
      (life) => life.session === one.session && life.knownAt !== null && life.knownAt <= one.event.at,
    );
    if (!isKnown || asked.has(one) || saidStop(trial, one.session)) continue;
    sheet.violate(blameNobody(null), () => ({
      rule: 'ended-uninvited',
      outcome: 'crash',
      expected: `session ${one.session} lives until it is told to stop`,
      actual: 'it ended',
      because: `others were told to: ${lives.flatMap((life) => (life.stop === null ? [] : [life.session])).join(', ') || 'none'}`,
    }));
  }
}

/** A message of its own may have told it to. */
function saidStop(trial: Trial, session: string): boolean {
  return sessionTrial(trial, session).history.some(
    (event) =>
      event.kind === 'sent' &&
      /stop-kernel|StopKernelCommand/u.test(Buffer.from(event.bytes).toString('latin1')),
  );
}

/** After its end a session is silent, until it is created again. */
function judgeLastWords(trial: Trial, sheet: Sheet): void {
  const { creates, exits } = hostMessagesIn(trial.history);
  if (exits.length === 0) return;
  for (const session of new Set(exits.map((one) => one.session))) {
    const own = creates.filter((create) => create.session === session);
    const initial = trial.target.sessions?.initial.includes(session) === true ? 1 : 0;
    let ended = 0;
    for (const event of trial.history) {
      if (event.kind !== 'received') continue;
      const of = sessionOf(event.channel);
      if (of?.session !== session) continue;
      if (of.channel === EXITED) ended += 1;
      const begun = initial + own.filter(({ frame }) => frame.at <= event.at).length;
      if (of.channel !== STREAM_CHANNEL || ended < begun || begun === 0) continue;
      speaks(session, event, sheet);
      break;
    }
  }
}

function speaks(session: string, event: ReceivedEvent, sheet: Sheet): void {
  sheet.violate(blameNobody(null), () => ({
    rule: 'speaks-after-end',
    outcome: 'duplicated',
    expected: `session ${session} says nothing after its end`,
    actual: tellBytes(event.bytes),
    because: 'it had said that it has ended, and was not created again',
  }));
}
