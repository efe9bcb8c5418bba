import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

import {
  commandKernel,
  echoKernel,
  inProcessEchoKernel,
  KernelError,
  launchContractKernel,
  newestMarimoSchema,
  type Kernel,
  type KernelKind,
} from '../src/kernels/index.js';
import { Lab } from '../src/runner/lab.js';
import { encode, type Case, type WireValue } from '../src/wire/index.js';
import { packageFile } from '../src/kernels/packageFile.js';

/** One way in which a kernel is started and ends. */
export interface Way {
  readonly name: string;
  /** In so many lives of a hundred. */
  readonly share: number;
  /** Whether it needs a bug that only a mutant of the echo kernel has, or another command. */
  readonly echoOnly: boolean;
  readonly live: (kind: KernelKind) => Promise<void>;
}

const CHANNELS = ['control', 'ui_element', 'completion', 'input'] as const;
const LARGE: WireValue = { kind: 'bin', bytes: Buffer.alloc(1 << 20) };
const BURST = 40;
const NOT_READY_MS = 40;

const channelsOf = ({ schema }: KernelKind): readonly string[] => (schema === null ? CHANNELS : ['control']);

/** Sends without waiting: what follows meets it in the middle of its work. */
function burst(kind: KernelKind, kernel: Kernel): void {
  for (let round = 0; round < BURST; round += 1) {
    for (const { frames } of kind.probes(round)) {
      for (const { channel, bytes } of frames) kernel.send(channel, bytes)?.catch(ended);
    }
  }
}

/** Of a kernel that has ended nothing else is expected. */
function ended(error: unknown): void {
  if (!(error instanceof KernelError)) throw error;
}

async function exitOf(kernel: Kernel): Promise<void> {
  await new Promise<void>((resolve) => {
    kernel.listen({ frame: () => {}, line: () => {}, exit: () => resolve() });
  });
}

/** A command must not become a kernel: how it fails is the error of the room. */
async function refused(start: Promise<Kernel>): Promise<void> {
  try {
    await (await start).kill();
  } catch (error) {
    ended(error);
  }
}

const node = (script: string, readyMs: number): Promise<void> =>
  refused(launchContractKernel({ command: process.execPath, args: ['-e', script], readyMs }));

async function mutantAfter(
  mutant: string,
  value: WireValue,
  end: (kernel: Kernel) => Promise<unknown>,
): Promise<void> {
  const kind = echoKernel({ mutant });
  const kernel = await kind.launch();
  burst(kind, kernel);
  kernel.send('control', encode(value))?.catch(ended);
  burst(kind, kernel);
  await end(kernel);
}

const whole = (channels: readonly string[]): Case => ({
  steps: channels.map((channel, sender) => ({
    kind: 'send',
    channel,
    sender,
    shape: 'valid',
    tag: null,
    times: 10,
    value: { kind: 'array', items: [] },
  })),
});

/** A host that goes without a word: its kernel must notice. */
async function leave(): Promise<void> {
  const script = `import { echoKernel } from ${JSON.stringify(packageFile('dist/kernels/index.js'))};
    const kernel = await echoKernel().launch(); kernel.send('control', Buffer.from([1])); process.kill(process.pid, 'SIGKILL');`;
  const host = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  await once(host, 'exit');
}

/** Every way there is. */
export const WAYS: readonly [Way, ...Way[]] = [
  {
    name: 'run a case, then stop',
    share: 14,
    echoOnly: false,
    live: async (kind) =>
      void (await new Lab(kind, kind.schema ?? newestMarimoSchema(), () => null).tryFresh(
        whole(channelsOf(kind)),
      )),
  },
  {
    name: 'stop in mid burst',
    share: 12,
    echoOnly: false,
    live: async (kind) => {
      const kernel = await kind.launch();
      burst(kind, kernel);
      await kernel.stop();
    },
  },
  {
    name: 'kill in mid burst',
    share: 14,
    echoOnly: false,
    live: async (kind) => {
      const kernel = await kind.launch();
      burst(kind, kernel);
      await kernel.kill();
    },
  },
  {
    name: 'stop and kill at once',
    share: 5,
    echoOnly: false,
    live: async (kind) => {
      const kernel = await kind.launch();
      await Promise.all([kernel.stop(), kernel.kill(), kernel.stop()]);
    },
  },
  {
    name: 'killed by somebody else',
    share: 8,
    echoOnly: false,
    live: async (kind) => {
      const kernel = await kind.launch();
      burst(kind, kernel);
      process.kill(kernel.pid, 'SIGKILL');
      await exitOf(kernel);
    },
  },
  {
    name: 'SIGSTOP, then kill',
    share: 8,
    echoOnly: false,
    live: async (kind) => {
      const kernel = await kind.launch();
      process.kill(kernel.pid, 'SIGSTOP');
      burst(kind, kernel);
      await kernel.kill();
    },
  },
  {
    name: 'in this process, then stop',
    share: 8,
    echoOnly: true,
    live: async () => {
      const kind = inProcessEchoKernel();
      const kernel = await kind.launch();
      burst(kind, kernel);
      await kernel.stop();
    },
  },
  {
    name: 'in this process, then kill',
    share: 4,
    echoOnly: true,
    live: async () => {
      const kind = inProcessEchoKernel();
      const kernel = await kind.launch();
      burst(kind, kernel);
      await kernel.kill();
    },
  },
  {
    name: 'crash in mid burst',
    share: 8,
    echoOnly: true,
    live: () => mutantAfter('die-on-bad-frame', { kind: 'raw', bytes: Buffer.of(0xc1) }, exitOf),
  },
  {
    name: 'hang, then kill',
    share: 6,
    echoOnly: true,
    live: () =>
      mutantAfter('hang-on-large', LARGE, async (kernel) => {
        await pause(30);
        await kernel.kill();
      }),
  },
  {
    name: 'hang, then stop',
    share: 1,
    echoOnly: true,
    live: () => mutantAfter('hang-on-large', LARGE, (kernel) => kernel.stop()),
  },
  {
    name: 'deaf, then stop',
    share: 1,
    echoOnly: true,
    live: () =>
      mutantAfter('deaf-after-bad-frame', { kind: 'raw', bytes: Buffer.of(0xc1) }, (kernel) => kernel.stop()),
  },
  {
    name: 'an exit code of its own',
    share: 2,
    echoOnly: true,
    live: () => mutantAfter('exit-nonzero-on-stop', LARGE, (kernel) => kernel.stop()),
  },
  {
    name: 'never ready',
    share: 3,
    echoOnly: true,
    live: () => node('setInterval(() => {}, 1000)', NOT_READY_MS),
  },
  {
    name: 'killed before it is ready',
    share: 2,
    echoOnly: true,
    live: () =>
      refused(
        launchContractKernel({
          command: process.execPath,
          args: [packageFile('dist/kernels/echo/main.js')],
          readyMs: 1,
        }),
      ),
  },
  { name: 'dead before it is ready', share: 2, echoOnly: true, live: () => node('process.exit(3)', 10_000) },
  {
    name: 'an unreadable ready line',
    share: 1,
    echoOnly: true,
    live: () => node('console.log("KERNEL_READY {"); setInterval(() => {}, 1000)', 10_000),
  },
  {
    name: 'no such command',
    share: 1,
    echoOnly: true,
    live: () => refused(commandKernel('/no/such/kernel', { env: {} }).launch()),
  },
  { name: 'its host is gone', share: 1, echoOnly: true, live: leave },
];
