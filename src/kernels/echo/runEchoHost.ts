import { parseArgs } from 'node:util';

import { Inlet, Outlet } from '../../transport/index.js';
import { exact } from '../../wire/index.js';
import { KernelError } from '../kernelError.js';
import { EchoHost, HEALTHY_HOST, type HostParts } from './echoHost.js';
import { healthyParts } from './healthyParts.js';
import { watchParent } from './parentWatch.js';
import { LINGER_MS, readStdin } from './runEcho.js';

/** The whole life of a host of echo sessions, from its arguments to its exit code. */
export async function runEchoHost(args: readonly string[]): Promise<number> {
  const { mutant } = parseArgs({ args: [...args], options: { mutant: { type: 'string' } } }).values;
  const parts = await partsFor(mutant);
  const document: unknown = JSON.parse(await readStdin());
  watchParent(pidIn(document));
  process.on('SIGINT', () => {});
  const deadlines = { deadlineMs: Infinity, lingerMs: LINGER_MS };
  const host = new EchoHost(parts, {
    mgmt: Inlet.connect(portIn(document, 'mgmt_addr')),
    cmd: Inlet.connect(portIn(document, 'cmd_addr')),
    response: Outlet.connect(portIn(document, 'response_addr'), deadlines),
    stream: Outlet.connect(portIn(document, 'stream_addr'), deadlines),
    report: (text) => {
      process.stderr.write(`${text}\n`);
    },
  });
  return host.run();
}

async function partsFor(mutant: string | undefined): Promise<HostParts> {
  const healthy: HostParts = { ...HEALTHY_HOST, loop: () => healthyParts(exact) };
  if (mutant === undefined) return healthy;
  const { hostMutantNamed } = await import('../mutants/hostMutants.js');
  return hostMutantNamed(mutant).plant(healthy);
}

function pidIn(document: unknown): number | null {
  const pid: unknown = memberOf(document, 'parent_pid');
  return typeof pid === 'number' ? pid : null;
}

function portIn(document: unknown, name: string): number {
  const address = memberOf(document, name);
  const port = typeof address === 'string' ? /^tcp:\/\/127\.0\.0\.1:(\d+)$/u.exec(address)?.[1] : undefined;
  if (port !== undefined) return Number(port);
  throw new KernelError(
    'not-started',
    `Read the start-up document from stdin: expected "${name}" to be tcp://127.0.0.1:PORT, got ${JSON.stringify(address)}.`,
  );
}

function memberOf(document: unknown, name: string): unknown {
  return typeof document === 'object' && document !== null ? Reflect.get(document, name) : undefined;
}
