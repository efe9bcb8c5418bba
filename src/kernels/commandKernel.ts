import type { Schema } from '../schema/index.js';
import { contractProbes } from './contractProbes.js';
import { contractWatch } from './contractWatch.js';
import type { KernelKind } from './kernel.js';
import { launchContractKernel } from './launchContractKernel.js';
import { splitCommand } from './splitCommand.js';
import { startupDocument } from './startupDocument.js';

export interface CommandOptions {
  /** What the kernel decodes by; default: any well-formed value. */
  readonly schema?: Schema;
  /** Added to the clean environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Any command that speaks the kernel contract. It is split into words as a shell does, and run without one.
 *
 * @throws KernelError `bad-command` when the command is empty or a quote is not closed
 */
export function commandKernel(command: string, { schema, env = {} }: CommandOptions = {}): KernelKind {
  const [file, ...args] = splitCommand(command);
  return {
    name: command,
    answers: 'echo',
    schema: schema ?? null,
    prepare: () => Promise.resolve(),
    launch: (lateMs) =>
      launchContractKernel({
        lateMs,
        command: file,
        args,
        env,
        document: (startup) => startupDocument(startup, schema),
      }),
    watch: contractWatch,
    probes: (nonce) => contractProbes(schema ?? null, nonce),
  };
}
