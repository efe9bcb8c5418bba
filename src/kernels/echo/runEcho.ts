import { parseArgs } from 'node:util';

import { Inlet, Outlet } from '../../transport/index.js';
import { CHANNELS_TO_KERNEL, type Ports } from '../connection.js';
import { KernelError } from '../kernelError.js';
import { readConnectionInfo } from './connectionInfo.js';
import { echoLoop, type EchoEnds } from './echoLoop.js';
import type { EchoParts } from './echoParts.js';
import { watchParent } from './parentWatch.js';
import { partsFor, type PartsRequest } from './partsFor.js';

/** A host writes the document at once; whoever starts this by hand learns what is missing. */
const STDIN_MS = 30_000;

/** Notifications that the socket has taken go on being delivered for so long after the end. */
export const LINGER_MS = 2_000;

/** The whole life of an echo kernel that is a process, from its arguments to its exit code. */
export async function runEcho(args: readonly string[]): Promise<number> {
  const parts = await partsFor(requestIn(args));
  const { ports, parentPid } = readConnectionInfo(await readStdin());
  watchParent(parentPid);
  // Ctrl-C on a terminal reaches the whole process group; the host decides when its kernel ends.
  process.on('SIGINT', () => {});
  for (const signal of parts.endsOn ?? []) process.on(signal, () => process.exit(1));
  const ends = connected(ports, parts);
  const announced = parts.loses.length === 0 ? '' : ` ${JSON.stringify({ loses: parts.loses })}`;
  process.stdout.write(`KERNEL_READY${announced}\n`);
  return echoLoop(parts, ends);
}

function requestIn(args: readonly string[]): PartsRequest {
  return parseArgs({
    args: [...args],
    options: { codec: { type: 'string' }, schema: { type: 'string' }, mutant: { type: 'string' } },
  }).values;
}

/** Connects all sockets. A stream that nobody reads stops the kernel from reading, however long that takes. */
function connected(ports: Ports, { reconnects = true }: Pick<EchoParts, 'reconnects'>): EchoEnds {
  return {
    readers: new Map(
      CHANNELS_TO_KERNEL.map((channel) => [channel, Inlet.connect(ports[channel], { reconnects })]),
    ),
    stream: Outlet.connect(ports.stream, { deadlineMs: Infinity, lingerMs: LINGER_MS }),
    report: (text) => {
      process.stderr.write(`${text}\n`);
    },
  };
}

/** The start-up document. @throws KernelError `not-started` when stdin is not closed in time */
export async function readStdin(): Promise<string> {
  const late = setTimeout(() => {
    process.stdin.destroy(
      new KernelError(
        'not-started',
        `Waited ${STDIN_MS} ms for the start-up document: stdin was not closed.`,
      ),
    );
  }, STDIN_MS);
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) {
    chunks.push(Buffer.from(chunk));
  }
  clearTimeout(late);
  return Buffer.concat(chunks).toString('utf8');
}
