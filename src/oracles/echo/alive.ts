import type { SentEvent } from '../../history/index.js';
import { blameOneOf, type Blame } from '../blame.js';
import { judgeExit } from '../exits.js';
import { Sheet } from '../sheet.js';
import { lastLines, nameFrame, tellBytes } from '../tell.js';
import { tellFaults } from '../tellFaults.js';
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
    const damage = tellFaults(account.chronicle);
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
        (damage === '' ? '' : `${damage}; `) +
        `unanswered from here on: ${first.map((sent) => `${nameFrame(sent)} ${tellBytes(sent.bytes)}`).join('; ')}` +
        (lines === '' ? '' : `\nits last lines are:\n${lines}`),
    };
  });
}

/** The frames that may have done it, the likeliest first: it is where the search for a smaller case begins. */
function suspectsOf(trial: Trial, account: Account, fate: 'crash' | 'hang' | 'zombie'): Blame {
  const silent = tailsOf(account, fate);
  const unanswered = silent.flatMap((channel) => channel.sent.slice(channel.tail).filter(isStep));
  const edges = (silent.length > 0 ? silent : account.channels).flatMap((channel) => {
    return [channel.tail, channel.tail - 1].map((frame) => ({ channel, frame }));
  });
  const likeliest = edges
    .filter(({ channel, frame }) => isStep(channel.sent[frame]))
    .toSorted((a, b) => oddness(b) - oddness(a))
    .flatMap(({ channel, frame }) => channel.sent[frame] ?? []);
  const others = unanswered.length > 0 ? unanswered : likeliest;
  return blameOneOf(trial, [...likeliest.slice(0, 1), ...others], others);
}

const LARGE_BYTES = 16_384;

/** A kernel dies of what is out of the ordinary, and of what it did not answer rather than of what it did. */
function oddness({ channel, frame }: { readonly channel: ChannelAccount; readonly frame: number }): number {
  const expectation = channel.expectation(frame);
  const strange =
    expectation.kind === 'refused' || (expectation.kind === 'value' && expectation.mayRaise.length > 0);
  const large = (channel.sent[frame]?.bytes.length ?? 0) > LARGE_BYTES;
  return (strange || large ? 2 : 0) + (frame === channel.tail ? 1 : 0);
}

function tailsOf(account: Account, fate: string): readonly ChannelAccount[] {
  return account.channels.filter((channel) => account.tails.get(channel) === fate);
}

function isStep(frame: SentEvent | undefined): boolean {
  return frame?.origin.kind === 'step';
}
