import { bodyOf, channelsTo, type Schema } from '../schema/index.js';
import { contractProbes } from './contractProbes.js';
import { contractWatch } from './contractWatch.js';
import {
  prepareEnvironment,
  type Environment,
  type EnvironmentOptions,
} from './environment/prepareEnvironment.js';
import type { KernelKind } from './kernel.js';
import { KernelError } from './kernelError.js';
import { launchContractKernel } from './launchContractKernel.js';
import { marimoSchema } from './marimo/marimoSchema.js';
import { marimoSource } from './marimo/marimoSource.js';
import { NEWEST_MARIMO, newestMarimoSchema } from './marimoRelease.js';
import { packageFile } from './packageFile.js';
import { startupDocument } from './startupDocument.js';

/**
 * A Python echo that decodes by marimo's own types with marimo's own decoder, and does nothing else with them.
 * `release` as after `marimo@`: a release, a checkout or a wheel; null: the newest release known.
 * `options`: on which Python, with which other packages.
 *
 * @throws KernelError `bad-command` when there is no such thing
 */
export function typedEchoKernel(release: string | null, options: EnvironmentOptions = {}): KernelKind {
  const suffix = release === null ? '' : `@${release}`;
  const source = marimoSource(`marimo${suffix}`);
  const shipped = source.kind === 'release' && source.release === NEWEST_MARIMO;
  let schema: Schema | null = shipped ? newestMarimoSchema() : null;
  let environment: Environment | null = null;
  const prepared = <Value>(value: Value | null): Value => {
    if (value === null) {
      throw new KernelError(
        'not-started',
        `Used the kernel typed-echo${suffix}: expected prepare() first, it was not done.`,
      );
    }
    return value;
  };
  return {
    name: `typed-echo${suffix}`,
    answers: 'echo',
    get schema(): Schema {
      return prepared(schema);
    },
    prepare: async (progress) => {
      environment = await prepareEnvironment(source, progress, options);
      schema = refusePickle(await marimoSchema(source, environment.python, progress));
    },
    launch: async (lateMs) =>
      launchContractKernel({
        lateMs,
        command: prepared(environment).python,
        args: [packageFile('python/typed_echo.py'), '--types', 'marimo'],
        document: (startup) => startupDocument(startup, prepared(schema)),
      }),
    versions: () => environment?.versions ?? {},
    watch: contractWatch,
    probes: (nonce) => contractProbes(prepared(schema), nonce),
  };
}

/** The echo is one of msgpack: of a release that checks no types there is nothing to echo. */
function refusePickle(schema: Schema): Schema {
  if (!channelsTo(schema, 'to-kernel').some((channel) => bodyOf(channel).codec === 'pickle')) return schema;
  throw new KernelError(
    'bad-schema',
    `Took the types of marimo ${schema.release} for an echo: expected a release whose sockets carry msgpack, they carry ` +
      `pickle. Use the real kernel: --kernel marimo@${schema.release}.`,
  );
}
