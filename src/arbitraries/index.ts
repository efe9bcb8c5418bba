/** Arbitraries: what a peer may write to a kernel, rightly, wrongly and in other versions; all from the seed. */

/** `workload(options): Arbitrary<Case>`, `oneMessage(schema, focus, options?): Arbitrary<SendStep>`. */
export { workload } from './workload.js';
export type { Focus, WorkloadOptions } from './workloadOptions.js';
/** `overSessions(case, sessions)`: the same case for a host of several. */
export { overSessions } from './overSessions.js';
export { oneMessage } from './oneMessage.js';
/** `swarm(shapes?): Arbitrary<Swarm>`, `describeSwarm(swarm): string`. */
export { swarm, describeSwarm, type Swarm } from './swarm.js';
/** The registry: every shape with what it is about and where it applies. */
export { SHAPES } from './shapes.js';
export { SHAPE_NAMES, type ShapeName } from './shape.js';
/** `ungeneratable(schema)`: what is left out or cannot be promised to be valid, and why. */
export { ungeneratable } from './ungeneratable.js';

/** `isHarmless(schema, channel, frame): Harm`, the guard of real kernels; `isStop(frame)`, `isStopValue(value)`. */
export { isHarmless } from './isHarmless.js';
/** `isHarmlessToHost(schema, channel, frame): Harm`: the same for a host of several sessions. */
export { isHarmlessToHost } from './isHarmlessToHost.js';
export { isStop, isStopValue } from './stop.js';
/** `isClosedGrammar(code): boolean`, `closedCode(): Arbitrary<string>`: code that a real kernel may run. */
export { isClosedGrammar } from './closedGrammar.js';
export { closedCode } from './closedCode.js';
export { ArbitraryError } from './arbitraryError.js';
/** `targets(schema, harmless)`: everything that can be sent, as channel and tag. */
export { targets } from './targets.js';
/** The registry of faults, and `faultyCase(kind, options): Arbitrary<Case>`: ordinary messages with one among them. */
export { FAULTS } from './faults/faults.js';
export { faultyCase } from './faults/faultyCase.js';
/** The registry of scenarios: stories of many messages, each with an arbitrary of its own. */
export { SCENARIOS, type Scenario } from './scenarios/scenarios.js';
export { SCENARIO_NAMES, type ScenarioName } from './scenarios/scenario.js';
