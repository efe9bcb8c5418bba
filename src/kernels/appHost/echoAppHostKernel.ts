import { sameBytes } from '../../wire/index.js';
import { contractProbes } from '../contractProbes.js';
import { contractWatch } from '../contractWatch.js';
import { DROPPED, ECHO_EXITED } from '../echo/echoHost.js';
import type { KernelKind } from '../kernel.js';
import { hostMutantNamed } from '../mutants/hostMutants.js';
import { packageFile } from '../packageFile.js';
import { hostWatch } from './hostWatch.js';
import { launchHost } from './launchHost.js';
import { sessionNames } from './sessionNames.js';
import { sessionProbes } from './sessionProbes.js';

export interface EchoAppHostOptions {
  /** How many sessions it begins with; default 8. */
  readonly sessions?: number;
  /** A mutant by its name; default: healthy. */
  readonly mutant?: string;
}

/**
 * The host of echo sessions that ships with this package: marimo's sockets and frames, msgpack in them.
 *
 * @throws KernelError `bad-command` for an unknown mutant
 */
export function echoAppHostKernel({ sessions, mutant }: EchoAppHostOptions = {}): KernelKind {
  const names = sessionNames(sessions);
  const args = mutant === undefined ? [] : ['--mutant', hostMutantNamed(mutant).name];
  return {
    name: mutant === undefined ? 'echo-app-host' : `mutant:${mutant}`,
    answers: 'echo',
    // They name channels of a kernel with one session.
    faults: [],
    schema: null,
    sessions: names,
    droppedFor,
    prepare: () => Promise.resolve(),
    launch: () =>
      launchHost({
        command: process.execPath,
        args: [packageFile('dist/kernels/echo/hostMain.js'), ...args],
        cwd: process.cwd(),
        env: {},
        document: { file_path: 'echo.py', log_level: 30, parent_pid: process.pid },
        sessions: names,
        isExit: (payload) => sameBytes(payload, ECHO_EXITED),
      }),
    watch: () => hostWatch(names, contractWatch),
    probes: (nonce) => sessionProbes(names, nonce, (own) => contractProbes(null, own)),
  };
}

function droppedFor(line: string): string | null {
  if (!line.startsWith(DROPPED)) return null;
  try {
    const session: unknown = JSON.parse(line.slice(DROPPED.length));
    return typeof session === 'string' ? session : null;
  } catch {
    return null;
  }
}
