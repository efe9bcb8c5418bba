import type { Chronicle, DeadlineEvent, ExitEvent, SentEvent } from '../history/index.js';

/** How a history ended. */
export type Ending =
  | { readonly kind: 'living'; readonly exit: null }
  /** It ended without being asked to. */
  | { readonly kind: 'crashed'; readonly exit: ExitEvent }
  /** It was told to stop, by the host or by a message that says the same. */
  | { readonly kind: 'stopped'; readonly exit: ExitEvent; readonly stop: SentEvent }
  /** The host ended it for reasons of its own. */
  | { readonly kind: 'ended'; readonly exit: ExitEvent };

export function endingOf(chronicle: Chronicle): Ending {
  const { exit, stop } = chronicle;
  if (exit === null) return { kind: 'living', exit };
  if (exit.wanted) return stop === null ? { kind: 'ended', exit } : { kind: 'stopped', exit, stop };
  const asked = exit.code === 0 ? stopMessage(chronicle, exit) : null;
  return asked === null ? { kind: 'crashed', exit } : { kind: 'stopped', exit, stop: asked };
}

/** A message of the case that may have told the kernel to stop. */
function stopMessage(chronicle: Chronicle, exit: ExitEvent): SentEvent | null {
  const control = chronicle.sent.get('control') ?? [];
  return (
    control.find((frame) => frame.at <= exit.at && Buffer.from(frame.bytes).includes('stop-kernel')) ?? null
  );
}

/** The host waited for an answer to this frame until it gave up. */
export function gaveUpOn(chronicle: Chronicle, frame: SentEvent): DeadlineEvent | null {
  return chronicle.deadlines.find((deadline) => deadline.at >= frame.at) ?? null;
}
