import type { NoteOutcome } from '../noteOutcome.js';
import type { Outcome, Trial } from '../types.js';
import { accountOf, type Account, type EchoAnswers } from './account.js';
import type { ChannelAccount } from './channelAccount.js';
import { droppedOutcome } from './dropped.js';
import { movedAnswers } from '../align/movedAnswers.js';

/** Tells what became of each frame that a step sent. */
export function outcomesOfEcho(trial: Trial, answers: EchoAnswers, note: NoteOutcome): void {
  const account = accountOf(trial, answers);
  for (const channel of account.channels) {
    const moved = framesOf(movedAnswers(channel.frameOf), channel.frameOf);
    const doubled = framesOf(channel.extras, channel.repeats);
    for (let frame = 0; frame < channel.frames; frame += 1) {
      const sent = channel.sent[frame];
      if (sent?.origin.kind !== 'step') continue;
      note(
        sent,
        answeredOutcome(channel, frame, moved, doubled) ?? unansweredOutcome(account, channel, frame),
      );
    }
  }
}

function framesOf(answers: readonly number[], frames: Int32Array): ReadonlySet<number> {
  return answers.length === 0 ? NO_FRAMES : new Set(answers.map((answer) => frames[answer] ?? -1));
}

const NO_FRAMES: ReadonlySet<number> = new Set();

function answeredOutcome(
  channel: ChannelAccount,
  frame: number,
  moved: ReadonlySet<number>,
  doubled: ReadonlySet<number>,
): Outcome | null {
  const fit = channel.fitOf(frame);
  if (fit === null) return null;
  if (fit === 'misfit') return misfitOutcome(channel, frame);
  if (moved.has(frame)) return 'reordered';
  return doubled.has(frame) ? 'duplicated' : fit;
}

function misfitOutcome(channel: ChannelAccount, frame: number): Outcome {
  const reading = channel.answer(frame);
  if (reading?.kind !== 'echo' || reading.payload === null) return 'refused';
  return channel.expectation(frame).kind === 'refused' ? 'echoed' : 'lossy';
}

function unansweredOutcome(account: Account, channel: ChannelAccount, frame: number): Outcome | null {
  switch (account.fateOf(channel, frame)) {
    case 'lost':
    case 'lost-at-stop':
      return droppedOutcome(account.chronicle, channel, frame);
    case 'crash':
      return 'crash';
    case 'hang':
      return 'hang';
    case 'zombie':
      return 'zombie';
    case 'astray':
      return 'reordered';
    case 'answered':
    case 'unreadable':
    case 'excused':
    case 'unknown':
      return null;
  }
}
