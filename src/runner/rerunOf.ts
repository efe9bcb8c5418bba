import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { Event, SentEvent } from '../history/index.js';
import type { RerunReport, RerunStep } from '../report/index.js';
import type { Case } from '../wire/index.js';
import type { Tried } from './tried.js';

/** Text and frames that a report keeps of one case; the file of the case holds any number. */
const TEXT_KEPT = 32 * 1024;
/** A longer frame is compressed: one that was shrunk is mostly one byte repeated. */
const HEX_BYTES = 512;
const FRAMES_KEPT = 400;

/** What it takes to do the same to the same kernel again; null where that is no process of its own. */
export function rerunOf({ trial, started }: Tried): RerunReport | null {
  if (started === null) return null;
  const { history, target } = trial;
  const exit = history.find((event) => event.kind === 'exit');
  return {
    ...started,
    sent: sentIn(trial),
    owed: history.filter((event) => event.kind === 'sent' && event.origin.kind !== 'stop').length,
    heard: target.answers.kind === 'program' ? null : heardIn(trial),
    exit: exit === undefined ? null : exit.signal === null ? `code ${exit.code}` : `signal ${exit.signal}`,
  };
}

function sentIn({ history, case: input }: Tried['trial']): readonly RerunStep[] | null {
  const steps: RerunStep[] = [];
  let heard = 0;
  let kept = 0;
  for (const [at, event] of history.entries()) {
    if (event.kind === 'received') heard += 1;
    if (event.kind === 'fault') {
      // A script of a page has no levers but signals.
      if (event.fault.kind !== 'kill' && event.fault.kind !== 'interrupt') return null;
      steps.push({ kind: event.fault.kind, heard, afterMs: afterOf(input, event.step) });
    }
    if (event.kind !== 'sent') continue;
    const { kind, data } = packed(event.bytes);
    kept += data.length;
    if (kept > TEXT_KEPT || steps.length >= FRAMES_KEPT) return null;
    const frame = { kind, heard, channel: event.channel, data };
    steps.push(goesOn(event, history[at + 1], input) ? { ...frame, more: true } : frame);
  }
  return steps;
}

/** The frames of one message go out at the same moment. */
function goesOn(event: SentEvent, next: Event | undefined, { steps }: Case): boolean {
  if (event.origin.kind !== 'step' || next?.kind !== 'sent') return false;
  const step = steps[event.origin.step];
  const isPart = step?.kind === 'send' && step.more === true;
  return isPart && next.channel === event.channel && next.at === event.at;
}

function packed(bytes: Uint8Array): { readonly kind: 'hex' | 'deflate'; readonly data: string } {
  return bytes.length <= HEX_BYTES
    ? { kind: 'hex', data: Buffer.from(bytes).toString('hex') }
    : { kind: 'deflate', data: deflateRawSync(bytes).toString('base64') };
}

function afterOf({ steps }: Case, index: number): number {
  const step = steps[index];
  return step?.kind === 'fault' ? step.afterMs : 0;
}

/** The scripts that are made of this do the same, see `reproduceInPython`. */
function heardIn({ history }: Tried['trial']): RerunReport['heard'] {
  const heard: Record<string, string[]> = {};
  let frames = 0;
  for (const event of history) {
    if (event.kind !== 'received') continue;
    if ((frames += 1) > FRAMES_KEPT) return null;
    const text = Buffer.from(event.bytes).toString('latin1');
    const channel = /"channel":"(\w+)"/.exec(text)?.[1] ?? '';
    (heard[channel] ??= []).push(createHash('sha256').update(event.bytes).digest('hex').slice(0, 16));
  }
  return heard;
}
