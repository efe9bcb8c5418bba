import { parseArgs } from 'node:util';

import { CODECS, type Codec } from '../../wire/index.js';
import { KernelError } from '../kernelError.js';
import { readConnectionInfo } from './connectionInfo.js';
import { EchoKernel } from './echoKernel.js';
import type { EchoParts } from './echoParts.js';
import { healthyParts } from './healthyParts.js';
import { watchParent } from './parentWatch.js';

/** A host writes the document at once; whoever starts this by hand learns what is missing. */
const STDIN_MS = 30_000;

/** The whole life of an echo kernel, from its arguments to its exit code. */
export async function runEcho(args: readonly string[]): Promise<number> {
  const parts = await partsFor(args);
  const { ports, parentPid } = readConnectionInfo(await readStdin());
  watchParent(parentPid);
  // Ctrl-C on a terminal reaches the whole process group; the host decides when its kernel ends.
  process.on('SIGINT', () => {});
  const kernel = new EchoKernel(parts, ports);
  const announced = parts.loses.length === 0 ? '' : ` ${JSON.stringify({ loses: parts.loses })}`;
  process.stdout.write(`KERNEL_READY${announced}\n`);
  return kernel.run();
}

/** What only few kernels need is loaded only by them: most of the time to start is loading. */
async function partsFor(args: readonly string[]): Promise<EchoParts> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      codec: { type: 'string', default: 'exact' },
      schema: { type: 'string' },
      mutant: { type: 'string' },
    },
  });
  const healthy =
    values.schema === undefined
      ? healthyParts(codecNamed(values.codec))
      : await typedPartsFrom(values.schema);
  if (values.mutant === undefined) {
    return healthy;
  }
  const { mutantNamed } = await import('../mutants/mutants.js');
  return mutantNamed(values.mutant).plant(healthy);
}

async function typedPartsFrom(file: string): Promise<EchoParts> {
  const [{ typedParts }, { snapshotFrom }] = await Promise.all([
    import('./typedParts.js'),
    import('../marimoRelease.js'),
  ]);
  return typedParts(snapshotFrom(file));
}

function codecNamed(name: string): Codec {
  const codec = CODECS.find((one) => one.name === name);
  if (codec === undefined) {
    const known = CODECS.map((one) => one.name).join(', ');
    throw new KernelError('bad-command', `Looked for a codec: expected one of ${known}, got "${name}".`);
  }
  return codec;
}

async function readStdin(): Promise<string> {
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
