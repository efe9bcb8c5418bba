import { setTimeout as pause } from 'node:timers/promises';

import type { Pull, Push } from 'zeromq';

import { TransportError } from './transportError.js';

// A socket that nobody refers to is garbage-collected, with the frames it still holds; this set keeps all alive.
const openSockets = new Set<Push | Pull>();

/** Frames that the socket layer itself may hold in each direction; more than 100 buys no speed, only memory. */
const HIGH_WATER_MARK = 256;

/** Where a socket is attached. Loopback TCP alone: other transports lose frames or leave files behind. */
export type Attachment = { readonly kind: 'bind' } | { readonly kind: 'connect'; readonly port: number };

/**
 * Attaches a socket and keeps it alive; the caller has set its options by property, because options in the
 * constructor crash the process at exit when one of them is wrong.
 *
 * @returns the port on 127.0.0.1
 * @throws TransportError `bind` when no port can be opened
 */
export function attachSocket(socket: Push | Pull, attachment: Attachment): number {
  openSockets.add(socket);
  if (attachment.kind === 'connect') {
    socket.connect(`tcp://127.0.0.1:${attachment.port}`);
    return attachment.port;
  }
  try {
    // Binding in the background would make every other call fail until it is done; this takes microseconds.
    socket.bindSync('tcp://127.0.0.1:*');
  } catch (cause) {
    releaseSocket(socket);
    throw new TransportError(
      'bind',
      `Could not open a port on 127.0.0.1: expected any free port, got "${String(cause)}". ` +
        'Check that loopback networking works and that the limit of open files is not reached.',
      cause,
    );
  }
  return portOf(socket.lastEndpoint);
}

/** A socket that was closed lets its port go a moment later; how often one looks, in milliseconds. */
const AGAIN_MS = 2;

/**
 * Binds a fresh socket to the port that another one of ours has just left.
 *
 * @throws TransportError `bind` when the port is not free within `deadlineMs` milliseconds
 */
export async function bindAgain(socket: Push | Pull, port: number, deadlineMs: number): Promise<void> {
  openSockets.add(socket);
  const end = performance.now() + deadlineMs;
  for (;;) {
    try {
      socket.bindSync(`tcp://127.0.0.1:${port}`);
      return;
    } catch (cause) {
      if (!openSockets.has(socket)) {
        throw new TransportError('closed', `The socket for port ${port} was closed; bind no more.`, cause);
      }
      if (performance.now() >= end) {
        releaseSocket(socket);
        throw new TransportError(
          'bind',
          `Bound port ${port} again: expected it to be free within ${deadlineMs} ms, got "${String(cause)}". ` +
            'Another program may have taken it meanwhile; run the case again.',
          cause,
        );
      }
      await pause(AGAIN_MS);
    }
  }
}

/** Closes a socket; what is pending on it is rejected. Never waits, and closing twice does nothing. */
export function releaseSocket(socket: Push | Pull): void {
  if (openSockets.delete(socket)) {
    socket.close();
  }
}

/** Sets what every socket of ours has in common, before it is attached. */
export function limitSocket(socket: Push | Pull, lingerMs: number): void {
  socket.linger = lingerMs;
  if ('sendHighWaterMark' in socket) {
    socket.sendHighWaterMark = HIGH_WATER_MARK;
  } else {
    socket.receiveHighWaterMark = HIGH_WATER_MARK;
  }
}

function portOf(endpoint: string | null): number {
  const port = Number(endpoint?.slice(endpoint.lastIndexOf(':') + 1));
  if (!Number.isInteger(port)) {
    throw new TransportError('bind', `Bound a socket, but its endpoint "${String(endpoint)}" names no port.`);
  }
  return port;
}
