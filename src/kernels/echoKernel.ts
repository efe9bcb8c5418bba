import { contractProbes } from './contractProbes.js';
import { contractWatch } from './contractWatch.js';
import type { KernelKind } from './kernel.js';
import { launchContractKernel } from './launchContractKernel.js';
import { newestMarimoSchemaFile, snapshotFrom } from './marimoRelease.js';
import { mutantNamed } from './mutants/mutants.js';
import { packageFile } from './packageFile.js';

/** Most of what it makes is gone with the next message: with room for more of that, it is collected a lot less often. */
const ROOMY: readonly string[] = ['--min-semi-space-size=32', '--max-semi-space-size=32'];

export interface EchoOptions {
  /** A codec by its name; default `exact`. */
  readonly codec?: string;
  /** A mutant by its name; default: healthy. A typed mutant decodes by the newest schema, where none is given. */
  readonly mutant?: string;
  /** A snapshot to decode by; default: any well-formed value. */
  readonly schemaFile?: string;
}

/**
 * The echo kernel that ships with this package.
 *
 * @throws KernelError `bad-command` for an unknown mutant, `bad-schema`
 */
export function echoKernel(options: EchoOptions = {}): KernelKind {
  const { codec, mutant } = options;
  const file = schemaFileFor(options);
  const schema = file === undefined ? null : snapshotFrom(file);
  const args = Object.entries({ codec, schema: file, mutant }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  );
  const healthy = codec === undefined ? 'echo' : `echo:${codec}`;
  return {
    name: mutant === undefined ? healthy : `mutant:${mutant}`,
    answers: 'echo',
    schema,
    prepare: () => Promise.resolve(),
    launch: (lateMs) =>
      launchContractKernel({
        lateMs,
        command: process.execPath,
        args: [...ROOMY, packageFile('dist/kernels/echo/main.js'), ...args],
      }),
    watch: contractWatch,
    probes: (nonce) => contractProbes(schema, nonce),
  };
}

/** What an echo kernel decodes by: undefined: any well-formed value. @throws KernelError `bad-command` for an unknown mutant */
export function schemaFileFor({ mutant, schemaFile }: EchoOptions): string | undefined {
  const typed = mutant !== undefined && mutantNamed(mutant).typed;
  return schemaFile ?? (typed ? newestMarimoSchemaFile() : undefined);
}
