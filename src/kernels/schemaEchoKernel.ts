import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { bodyOf, writeSnapshot, type Channel, type Schema, type Snapshot } from '../schema/index.js';
import { CHANNELS_TO_KERNEL } from './connection.js';
import { contractProbes } from './contractProbes.js';
import { contractWatch } from './contractWatch.js';
import { cacheFolder } from './environment/cacheFolder.js';
import { prepareEnvironment, type Environment } from './environment/prepareEnvironment.js';
import type { KernelKind } from './kernel.js';
import { KernelError } from './kernelError.js';
import { launchContractKernel } from './launchContractKernel.js';
import { NEWEST_MARIMO } from './marimoRelease.js';
import { packageFile } from './packageFile.js';
import { schemaNamed } from './schemaNamed.js';
import { writeWhole } from './writeWhole.js';

interface Prepared {
  readonly schema: Snapshot;
  /** What Python reads: one whole snapshot, whatever the schema was named by. */
  readonly file: string;
  readonly environment: Environment;
}

/**
 * A Python echo that decodes by types made of a schema, with the newest decoder. `name` as {@link schemaNamed} takes it:
 * the file of a snapshot, or `marimo@RELEASE`. Its codecs are those of the channels, msgpack or JSON. Code that the real
 * classes run is not in a schema, and so not in these types.
 */
export function schemaEchoKernel(name: string): KernelKind {
  let ready: Prepared | null = null;
  const prepared = (): Prepared => {
    if (ready !== null) return ready;
    throw new KernelError(
      'not-started',
      `Used the kernel typed-echo:${name}: expected prepare() first, it was not done.`,
    );
  };
  return {
    name: `typed-echo:${name}`,
    answers: 'echo',
    get schema(): Schema {
      return prepared().schema;
    },
    prepare: async (progress) => {
      const schema = await schemaNamed(name, progress);
      refuseUnspoken(schema);
      const environment = await prepareEnvironment({ kind: 'release', release: NEWEST_MARIMO }, progress);
      ready = { schema, file: keptFile(schema), environment };
    },
    launch: async (lateMs) =>
      launchContractKernel({
        lateMs,
        command: prepared().environment.python,
        args: [packageFile('python/typed_echo.py'), '--schema', prepared().file],
      }),
    versions: () => ready?.environment.versions ?? {},
    watch: contractWatch,
    probes: (nonce) => contractProbes(prepared().schema, nonce),
  };
}

/** Types of which no frame could be decoded are no kernel. */
function refuseUnspoken(schema: Snapshot): void {
  const known = schema.channels.filter(isHeard);
  const strange = known.find((channel) => !['msgpack', 'json'].includes(bodyOf(channel).codec));
  if (known.length > 0 && strange === undefined) return;
  const got =
    strange === undefined
      ? `the channels ${schema.channels.map((channel) => channel.name).join(', ')}`
      : `${bodyOf(strange).codec} on ${strange.name}`;
  throw new KernelError(
    'bad-schema',
    `Took the schema ${schema.protocol} ${schema.release} for a typed echo: expected some of the channels ` +
      `${CHANNELS_TO_KERNEL.join(', ')} to the kernel, with msgpack or json, got ${got}.`,
  );
}

function isHeard({ name, direction }: Channel): boolean {
  return direction === 'to-kernel' && CHANNELS_TO_KERNEL.some((channel) => channel === name);
}

/** Kept by what it holds, so that it never needs to be removed or to change. */
function keptFile(schema: Snapshot): string {
  const folder = join(cacheFolder(), 'schemas');
  const file = join(folder, `${schema.fingerprint}.json`);
  mkdirSync(folder, { recursive: true });
  writeWhole(file, writeSnapshot(schema, schema.made));
  return file;
}
