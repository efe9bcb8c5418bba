import type { SentEvent } from '../../history/index.js';
import { blameOneOf, type Blame } from '../blame.js';
import { judgeExit } from '../exits.js';
import { Sheet } from '../sheet.js';
import { lastLines } from '../tell.js';
import { tellFaults } from '../tellFaults.js';
import type { Judgement, Trial } from '../types.js';
import { programAccountOf, type ProgramAccount, type ProgramChannel } from './account.js';
import type { ProgramAnswers } from './owing.js';
import { silenceOf } from './silence.js';

/** The program lives and serves every channel: each probe is answered or delivered; it ends only when told to. */
export function aliveOfProgram(trial: Trial, answers: ProgramAnswers): Judgement {
  const account = programAccountOf(trial, answers);
  const sheet = new Sheet('alive');
  judgeProbes(account, sheet);
  judgeExit(account.chronicle, account.ending, () => suspectsOf(trial, account, null), sheet);
  const silence = silenceOf(account);
  if (silence === null) return sheet.judgement();
  sheet.judged();
  const names = silence.channels.join(', ');
  const lines = lastLines(account.chronicle);
  sheet.violate(suspectsOf(trial, account, silence.channels), () => ({
    rule: silence.kind === 'hang' ? 'hang' : 'deaf',
    outcome: silence.kind,
    expected: 'every probe is answered',
    actual:
      silence.kind === 'hang'
        ? 'the process lives and answers nowhere any more'
        : `the process lives and serves other channels, but not ${names}`,
    because: [
      tellFaults(account.chronicle),
      lines === '' ? 'it wrote nothing' : `its last lines are:\n${lines}`,
    ]
      .filter((part) => part !== '')
      .join('; '),
  }));
  return sheet.judgement();
}

function judgeProbes(account: ProgramAccount, sheet: Sheet): void {
  for (const channel of account.channels) {
    for (const owing of channel.owings) {
      if (owing.request.frame.origin.kind !== 'probe' || owing.key === null) continue;
      const fate = channel.fateOf(owing);
      if (fate === 'replied' || fate === 'lost') sheet.judged();
      if (fate === 'unknown') sheet.unknown('a probe was sent and nobody waited for its answer');
    }
  }
  for (const { complete } of account.deliveries) if (complete) sheet.judged();
}

/** The frames that may have done it: all that nothing was answered after, or the last one of the case. */
function suspectsOf(trial: Trial, account: ProgramAccount, channels: readonly string[] | null): Blame {
  const own = account.channels.filter(({ channel }) => channels === null || channels.includes(channel));
  const after = own.flatMap((channel) => unanswered(account, channel));
  const candidates = after.length > 0 ? after : own.flatMap((channel) => stepFrames(channel).slice(-1));
  const all =
    candidates.length > 0 ? candidates : account.channels.flatMap((channel) => stepFrames(channel).slice(-1));
  return blameOneOf(trial, all);
}

/** What was sent after the last frame of which it is known that it was taken. */
function unanswered({ paired, deliveries }: ProgramAccount, channel: ProgramChannel): readonly SentEvent[] {
  const replied = channel.owings.filter((owing) => paired.replyOf.has(owing)).map(({ request }) => request);
  const delivered = deliveries
    .filter((delivery) => delivery.channel === channel.channel)
    .flatMap(({ frameOf, expected }) => [...frameOf].flatMap((frame) => expected[frame] ?? []));
  const last = [...replied, ...delivered].reduce((seq, { frame }) => Math.max(seq, frame.seq), -1);
  return stepFrames(channel).filter(({ seq }) => seq > last);
}

function stepFrames({ requests }: ProgramChannel): readonly SentEvent[] {
  return requests.flatMap(({ frame }) => (frame.origin.kind === 'step' ? [frame] : []));
}
