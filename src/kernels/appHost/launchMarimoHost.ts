import { HOST_CHANNELS, LOG_LEVEL, type Schema } from '../../schema/index.js';
import type { Kernel } from '../kernel.js';
import { makeFolder, removeFolder } from '../marimo/temporaryFolder.js';
import { setUp } from '../marimo/setUp.js';
import { isKernelExited } from './isKernelExited.js';
import { launchHost } from './launchHost.js';

export interface MarimoHostLaunch {
  /** The Python that has marimo installed. */
  readonly python: string;
  /** Of each session. */
  readonly schema: Schema;
  readonly sessions: readonly string[];
  /** Added to the clean environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts marimo's own app host, unmodified, in an empty folder that is also its home, and creates its sessions, each
 * with the functions of the setup cell.
 *
 * @throws KernelError `not-started`, `died-early`, `not-ready`
 */
export async function launchMarimoHost({
  python,
  schema,
  sessions,
  env = {},
}: MarimoHostLaunch): Promise<Kernel> {
  const folder = makeFolder();
  try {
    return await launchHost({
      command: python,
      args: ['-m', 'marimo._session.app_host.main'],
      cwd: folder,
      env: { HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8', ...env },
      document: { file_path: `${HOST_CHANNELS.mgmt}.py`, log_level: LOG_LEVEL, parent_pid: process.pid },
      sessions,
      isExit: isKernelExited,
      setUp: async (session, later) => setUp(session, schema, later, { tap: false }),
      ended: () => {
        removeFolder(folder);
      },
    });
  } catch (error) {
    removeFolder(folder);
    throw error;
  }
}
