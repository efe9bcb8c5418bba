import { spawnSync } from 'node:child_process';

let supported: boolean | null = null;

/**
 * Wraps a command so that the operating system kills it when this process dies, also when it is too busy to notice.
 * Only Linux can; elsewhere the command comes back as it is, and a kernel has to watch its parent itself.
 */
export function withDeathSignal(
  command: string,
  args: readonly string[],
): readonly [string, readonly string[]] {
  supported ??= process.platform === 'linux' && canSetDeathSignal();
  return supported ? ['setpriv', ['--pdeathsig', 'SIGKILL', '--', command, ...args]] : [command, args];
}

function canSetDeathSignal(): boolean {
  const tried = spawnSync('setpriv', ['--pdeathsig', 'SIGKILL', '--', 'true'], {
    stdio: 'ignore',
    timeout: 2_000,
  });
  return tried.status === 0;
}
