import { channelsTo, type Schema } from '../../schema/index.js';
import { frameWriter, record, text } from '../../wire/index.js';
import { CHANNELS_TO_KERNEL, type ChannelToKernel } from '../connection.js';
import type { Exit, Kernel, KernelListener, TapState } from '../kernel.js';
import { launchContractKernel } from '../launchContractKernel.js';
import { ListenerFeed } from '../listenerFeed.js';
import { startupDocument, type Startup } from '../startupDocument.js';
import { TAP_CHANNEL } from '../tapChannel.js';
import { setUp } from './setUp.js';
import { isTapReport } from './isTapReport.js';
import { makeFolder, removeFolder } from './temporaryFolder.js';

export interface MarimoLaunch {
  /** The Python that has marimo installed. */
  readonly python: string;
  /** The release's own types: by its start-up type the document on stdin is made. */
  readonly schema: Schema;
  /** Added to the clean environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The document on stdin; default: the smallest that the release takes. */
  readonly document?: (startup: Startup) => string;
  /** Let it report what its own decoder understood; default: no. */
  readonly tap?: boolean;
  /** How long it may take from READY to its first answer, in milliseconds; default 30,000. */
  readonly setupMs?: number;
}

/**
 * Starts marimo's own kernel process, unmodified, in an empty folder that is also its home: it sees no settings and no
 * secrets of the user, and leaves nothing behind.
 *
 * @throws KernelError `bad-command`, `not-started`, `died-early`, `not-ready`, `bad-schema`
 */
export async function launchMarimo({
  python,
  schema,
  env,
  document,
  tap = false,
  setupMs,
}: MarimoLaunch): Promise<Kernel> {
  const folder = makeFolder();
  let kernel: Kernel | null = null;
  try {
    kernel = await launchContractKernel({
      command: python,
      args: ['-m', 'marimo._ipc.launch_kernel'],
      cwd: folder,
      env: { HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8', ...env },
      stopFrame: frameWriter(schema, 'control')(record({ type: text('stop-kernel') })),
      reversed: reversedIn(schema),
      document: document ?? ((startup) => startupDocument(startup, schema)),
    });
    const feed = new ListenerFeed();
    const tapped = await setUp(kernel, schema, leavingNothing(feed, folder), {
      tap,
      ...(setupMs === undefined ? {} : { setupMs }),
    });
    return withListeners(kernel, feed, tapped);
  } catch (error) {
    await kernel?.kill();
    removeFolder(folder);
    throw error;
  }
}

/** Up to 0.19.6 the kernel sends on `input` where it should listen. */
function reversedIn(schema: Schema): readonly ChannelToKernel[] {
  const names = new Set(channelsTo(schema, 'from-kernel').map(({ name }) => name));
  return CHANNELS_TO_KERNEL.filter((channel) => names.has(channel));
}

/** Passes everything on, the reports of the tap on a channel of their own, and removes the kernel's folder when it has ended. */
function leavingNothing(feed: ListenerFeed, folder: string): KernelListener {
  return {
    frame: (channel, bytes) => {
      feed.frame(isTapReport(bytes) ? TAP_CHANNEL : channel, bytes);
    },
    line: (stream, line) => {
      feed.line(stream, line);
    },
    exit: (exit) => {
      removeFolder(folder);
      feed.exit(exit);
    },
  };
}

/** The same kernel, listened to by way of the feed: what the setup said is not in it. */
function withListeners(kernel: Kernel, feed: ListenerFeed, tap: TapState): Kernel {
  return {
    pid: kernel.pid,
    ...(kernel.started === undefined ? {} : { started: kernel.started }),
    loses: kernel.loses,
    tap,
    stopFrame: kernel.stopFrame,
    get exited(): Exit | null {
      return kernel.exited;
    },
    send: (channel, frame, more) => kernel.send(channel, frame, more),
    listen: (listener) => {
      feed.listen(listener);
    },
    levers: kernel.levers,
    stop: () => kernel.stop(),
    kill: () => kernel.kill(),
  };
}
