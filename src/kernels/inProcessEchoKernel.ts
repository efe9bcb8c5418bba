import { contractProbes } from './contractProbes.js';
import { contractWatch } from './contractWatch.js';
import { launchInProcess } from './echo/launchInProcess.js';
import { partsFor } from './echo/partsFor.js';
import { schemaFileFor, type EchoOptions } from './echoKernel.js';
import type { KernelKind } from './kernel.js';
import { snapshotFrom } from './marimoRelease.js';

/**
 * The echo kernel within this process, without sockets: for what has to be quick, or seen in a debugger. Its bugs are
 * the host's: one that hangs the kernel hangs both.
 *
 * @throws KernelError `bad-command` for an unknown mutant, `bad-schema`; an unknown codec is told when it is launched
 */
export function inProcessEchoKernel(options: EchoOptions = {}): KernelKind {
  const { codec, mutant } = options;
  const file = schemaFileFor(options);
  const schema = file === undefined ? null : snapshotFrom(file);
  return {
    name: 'echo:in-process',
    answers: 'echo',
    schema,
    prepare: () => Promise.resolve(),
    launch: async () => launchInProcess(await partsFor({ codec, mutant, schema: file })),
    watch: contractWatch,
    // Without a process, pipes and ports of its own there is little to damage.
    faults: ['kill', 'interrupt', 'terminate', 'stop-reading', 'slow-sends'],
    probes: (nonce) => contractProbes(schema, nonce),
  };
}
