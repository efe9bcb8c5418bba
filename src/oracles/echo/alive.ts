import type { SentEvent } from '../../history/index.js';
import { blameOneOf, type Blame } from '../blame.js';
import { judgeExit } from '../exits.js';
import { Sheet } from '../sheet.js';
import { lastLines, nameFrame, tellBytes } from '../tell.js';
import type { Judgement, Trial } from '../types.js';
import { accountOf, type Account, type EchoAnswers } from './account.js';
import type { ChannelAccount } from './channelAccount.js';

/** The kernel lives and hears on every channel: each probe is answered, and it ends only when told to, in order. */
export function aliveOfEcho(trial: Trial, answers: EchoAnswers): Judgement {
  const account = accountOf(trial, answers);
  const sheet = new Sheet('alive');
  for (const channel of account.channels) judgeProbes(account, channel, sheet);
  judgeExit(account.chronicle, account.ending, () => suspectsOf(trial, account, 'crash'), sheet);
  judgeSilence(trial, account, sheet);
  return sheet.judgement();
}

function judgeProbes(account: Account, channel: ChannelAccount, sheet: Sheet): void {
  for (const [frame, { origin }] of channel.sent.entries()) {
    if (origin.kind !== 'probe') continue;
    const fate = account.fateOf(channel, frame);
    if (fate === 'unknown' || fate === 'unreadable' || fate === 'excused') {
      sheet.unknown('a probe was sent and nobody waited for its answer, or could read it');
    } else {
      sheet.judged();
    }
  }
}

/** One cause, one violation, however many channels and frames it silenced. */
function judgeSilence(trial: Trial, account: Account, sheet: Sheet): void {
  const fate = [...account.tails.values()].find((tail) => tail === 'hang' || tail === 'zombie');
  if (fate === undefined) return;
  const deaf = tailsOf(account, fate);
  sheet.judged();
  sheet.violate(suspectsOf(trial, account, fate), () => {
    const names = deaf.map(({ channel }) => channel).join(', ');
    const lines = lastLines(account.chronicle);
    const first = deaf.flatMap((channel) => channel.sent[channel.tail] ?? []);
    return {
      rule: fate === 'hang' ? 'hang' : 'deaf',
      outcome: fate,
      expected: 'every probe is answered',
      actual:
        fate === 'hang'
          ? 'the process lives and answers nowhere any more'
          : `the process lives and answers on other channels, but not on ${names}`,
      because:
        `unanswered from here on: ${first.map((sent) => `${nameFrame(sent)} ${tellBytes(sent.bytes)}`).join('; ')}` +
        (lines === '' ? '' : `\nits last lines are:\n${lines}`),
    };
  });
}

/** The frames that may have done it: those left unanswered, or the last one answered before a probe was not. */
function suspectsOf(trial: Trial, account: Account, fate: 'crash' | 'hang' | 'zombie'): Blame {
  const silent = tailsOf(account, fate);
  const unanswered = silent.flatMap((channel) => channel.sent.slice(channel.tail).filter(isStep));
  if (unanswered.length > 0) return blameOneOf(trial, unanswered);
  const channels = silent.length > 0 ? silent : account.channels;
  const last = channels.flatMap((channel) => channel.sent.findLast(isStep) ?? []);
  return blameOneOf(
    trial,
    last.toSorted((a, b) => b.at - a.at),
  );
}

function tailsOf(account: Account, fate: string): readonly ChannelAccount[] {
  return account.channels.filter((channel) => account.tails.get(channel) === fate);
}

function isStep({ origin }: SentEvent): boolean {
  return origin.kind === 'step';
}
