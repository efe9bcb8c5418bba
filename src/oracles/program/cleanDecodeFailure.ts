import { blameFrame, blameOneOf } from '../blame.js';
import type { Ending } from '../ending.js';
import { isNewCommand } from '../isNewCommand.js';
import { Sheet } from '../sheet.js';
import { nameFrame, tellBytes } from '../tell.js';
import type { Judgement, Trial } from '../types.js';
import { programAccountOf } from './account.js';
import type { ProgramAnswers } from './owing.js';
import type { Request } from './requests.js';
import { mayBeForwarded, refusalsIn } from './refusals.js';

/** A frame that the program's decoder refuses gets no reply, and a line in its log; the program goes on. */
export function cleanDecodeFailureOfProgram(trial: Trial, answers: ProgramAnswers): Judgement {
  const account = programAccountOf(trial, answers);
  const sheet = new Sheet('clean-decode-failure');
  const refusals = refusalsIn(account);
  const { sure, possible, logged } = refusals;
  const frames = sure.map(({ frame }) => frame);
  const [first] = frames;
  const silenced = account.channels.some((channel) =>
    channel.owings.some((owing) => ['deaf', 'crash', 'unknown'].includes(channel.fateOf(owing))),
  );
  if (silenced || !isWhole(account.ending)) {
    sheet.unknown('the kernel ended or went deaf, so its log may end too early', sure.length);
    return sheet.judgement();
  }
  const missing = sure.length - logged;
  if (missing > 0 && mayBeForwarded(refusals)) {
    sheet.judged(logged);
    sheet.unknown('code or a function ran, and the log of a refusal may have gone with its output', missing);
    return sheet.judgement();
  }
  sheet.judged(sure.length);
  if (answers.tap !== 'on' && missing <= 0) noteHazards(answers, sure, sheet);
  if (missing > 0 && first !== undefined) {
    // Of several, nobody can say which.
    const blame =
      frames.length === 1 ? blameFrame(trial, first) : { ...blameOneOf(trial, frames), step: null };
    sheet.violate(blame, () => ({
      rule: 'refusal-unlogged',
      outcome: 'dropped-silent',
      expected: `a line in the log for each frame that is refused: ${frames.length}`,
      actual: `${logged}`,
      because: `refused: ${frames
        .slice(0, 3)
        .map((frame) => `${nameFrame(frame)} ${tellBytes(frame.bytes)}`)
        .join('; ')}`,
    }));
  }
  if (logged > sure.length + possible)
    sheet.unknown('more refusals were logged than the model predicts', -missing);
  return sheet.judgement();
}

/** Commands that only a newer host knows: all that must be refused was. */
function noteHazards({ schema }: ProgramAnswers, refused: readonly Request[], sheet: Sheet): void {
  for (const { frame, prediction } of refused) {
    if (prediction.kind !== 'refused' || frame.origin.kind !== 'step') continue;
    if (isNewCommand(schema, frame.channel, prediction.error)) sheet.hazard('new-commands', true);
  }
}

/** The log is complete: the kernel lives, or ended when the host was done with it. */
function isWhole(ending: Ending): boolean {
  if (ending.kind === 'living') return true;
  return ending.kind === 'stopped' && ending.stop.origin.kind === 'stop' && ending.exit.code === 0;
}
