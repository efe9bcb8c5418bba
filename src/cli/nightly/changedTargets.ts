import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { TargetConfig } from '../../config/index.js';
import { UsageError } from '../usageError.js';

const run = promisify(execFile);
const GIT_MS = 30_000;

/**
 * The targets of whose paths one changed since a commit: since the branch left it, in the working directory as it is now,
 * new files among them. A target without paths is always one of them.
 *
 * @throws UsageError where git does not know the commit
 */
export async function changedTargets(
  targets: readonly TargetConfig[],
  since: string,
): Promise<readonly TargetConfig[]> {
  const changed = await Promise.all(
    targets.map(async ({ paths }) => paths === undefined || isChanged(paths, since)),
  );
  return targets.filter((_target, at) => changed[at] === true);
}

async function isChanged(paths: readonly string[], since: string): Promise<boolean> {
  const differ = await git([
    'diff',
    '--name-only',
    '--no-renames',
    '--merge-base',
    '--end-of-options',
    since,
    '--',
    ...paths,
  ]);
  if (differ !== '') return true;
  return (await git(['ls-files', '--others', '--exclude-standard', '--', ...paths])) !== '';
}

async function git(args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run('git', args, { timeout: GIT_MS, maxBuffer: 64 * 1024 * 1024 });
    return stdout.trim();
  } catch (error) {
    const came = error instanceof Error ? error.message.trim() : String(error);
    throw new UsageError(
      `Asked git what changed: expected it to know the commit of --changed-since here, got: ${came}. ` +
        'Fetch the base branch with its history, or name the targets with --targets.',
    );
  }
}
