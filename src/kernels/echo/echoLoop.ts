import type { DrainOptions } from '../../transport/index.js';
import type { ChannelToKernel } from '../connection.js';
import type { FrameReader, FrameWriter } from '../frameEnds.js';
import { isStopFrame } from '../stopFrame.js';
import type { EchoError, EchoParts, Reply } from './echoParts.js';

/** What has arrived on the other channels when the stop command comes is answered: silence for so long ends it. */
const ARRIVED: DrainOptions = { quietMs: 50, deadlineMs: 1_000 };

/** What an echo kernel hears and says, whoever launched it. */
export interface EchoEnds {
  readonly readers: ReadonlyMap<ChannelToKernel, FrameReader>;
  readonly stream: FrameWriter;
  /** Takes what is told on stderr. */
  readonly report: (text: string) => void;
}

/**
 * An echo kernel at work: every frame comes in, is understood by the parts, and goes back out as one notification,
 * until the stop command; resolves with the exit code. A part that raises is reported, and the next frame is served.
 * Rejects when it cannot hear or answer any more. Closes all its ends.
 */
export async function echoLoop(parts: EchoParts, ends: EchoEnds): Promise<number> {
  const { readers, stream } = ends;
  try {
    await new Promise<void>((stop, fail) => {
      for (const [channel, reader] of readers) {
        reader.read(handlerOf(parts, ends, channel, stop)).catch(fail);
      }
    });
    return await parts.end({
      answerArrived: async () => {
        await Promise.all([...readers.values()].map((reader) => reader.drain(ARRIVED)));
      },
      flush: () => stream.flush(),
    });
  } finally {
    // What is open would keep the process alive.
    for (const reader of readers.values()) {
      reader.close();
    }
    stream.close();
  }
}

type Handler = (bytes: Uint8Array) => Promise<void> | undefined;

function handlerOf(
  parts: EchoParts,
  { readers, stream, report }: EchoEnds,
  channel: ChannelToKernel,
  stop: () => void,
): Handler {
  const send = (notification: Uint8Array): Promise<void> | undefined => stream.send(notification);
  let next = 0;
  return (bytes) => {
    if (channel === 'control' && isStopFrame(bytes)) {
      readers.get(channel)?.close();
      stop();
      return undefined;
    }
    const address = { channel, seq: next };
    next += 1;
    let notification: Uint8Array | null;
    try {
      notification = parts.notify(address, replyTo(parts, bytes, channel));
    } catch (error) {
      report(`Frame ${address.seq} on ${channel} was not handled: ${traceOf(error)}`);
      return undefined;
    }
    return notification === null ? undefined : parts.deliver(address, notification, send);
  };
}

function replyTo(parts: EchoParts, bytes: Uint8Array, channel: ChannelToKernel): Reply {
  const understood = parts.decode(bytes, channel);
  if (understood.kind === 'refused') {
    return understood;
  }
  try {
    return { kind: 'payload', payload: parts.encode(understood.value) };
  } catch (error) {
    return { kind: 'unencodable', error: echoError(error) };
  }
}

function echoError(error: unknown): EchoError {
  return error instanceof Error
    ? { kind: error.name, message: error.message, path: null }
    : { kind: 'Error', message: String(error), path: null };
}

/** An error for a person, with where it was thrown. */
export function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
