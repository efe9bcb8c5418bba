/** Starting, watching and ending a process under test, and the echo kernel's own code. */
export type * from './kernel.js';
export type * from './levers.js';
export { KernelError, type KernelErrorKind } from './kernelError.js';
export { kernelKind, type KindOptions } from './kernelKind.js';
export { echoKernel, type EchoOptions } from './echoKernel.js';
export { inProcessEchoKernel } from './inProcessEchoKernel.js';
export { commandKernel, type CommandOptions } from './commandKernel.js';
export { typedEchoKernel } from './typedEchoKernel.js';
export { marimoKernel, type MarimoOptions } from './marimo/marimoKernel.js';
export { exportMarimo } from './marimo/marimoSchema.js';
export type { Exported } from './exporter.js';
export { schemaNamed } from './schemaNamed.js';
export { typeSchema, type TypeRequest } from './typeSchema.js';
export { MUTANTS, mutantNamed } from './mutants/mutants.js';
export type { Mutant } from './mutants/mutant.js';
export { HOST_MUTANTS, type HostMutant } from './mutants/hostMutants.js';
export { CHANNELS_TO_KERNEL, STREAM, type ChannelToKernel, type Ports } from './connection.js';
export { TAP_CHANNEL } from './tapChannel.js';
export { STOP_FRAME } from './stopFrame.js';
export { launchContractKernel, type LaunchRequest } from './launchContractKernel.js';
export { startupDocument, type Startup } from './startupDocument.js';
export {
  NEWEST_MARIMO,
  newestMarimoSchema,
  shippedMarimoReleases,
  shippedMarimoSchema,
} from './marimoRelease.js';
export { findPython, type Python } from './environment/findPython.js';
export { PYTHONS } from './environment/pythonPlaces.js';
export { cacheFolder } from './environment/cacheFolder.js';
export {
  prepareEnvironment,
  type Environment,
  type EnvironmentOptions,
} from './environment/prepareEnvironment.js';
