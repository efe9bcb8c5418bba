import type { Arbitrary } from 'fast-check';
import type { Schema } from '../../schema/index.js';
import type { Case } from '../../wire/index.js';
import { drawn } from '../drawn.js';
import { onWire } from '../onWire.js';
import { inOneSession } from '../overSessions.js';
import { targets } from '../targets.js';
import { execute, forwardCommand, warmup } from './cells.js';
import { typedChannels } from './channels.js';
import { codecVersion } from './codecs.js';
import { burst, concurrentSenders, crashMidSend } from './crowds.js';
import { missingRequired, nestedEvolution } from './evolution.js';
import { broadcast, unknownTagHazard } from './hazards.js';
import { graph } from './graph.js';
import { nanInfinity, unicode } from './leaves.js';
import { binaryBuffers, merging } from './models.js';
import { parts } from './parts.js';
import { largePayload } from './payloads.js';
import { correlation, interrupt, lifecycle } from './runs.js';
import { Scene } from './scene.js';
import { mgmtHostile, sessionLifecycle, sessionNeighbours, sessionValues } from './sessions.js';
import { SCENARIO_NAMES, type ScenarioName, type ScenarioRule } from './scenario.js';

const RULES: Readonly<Record<ScenarioName, ScenarioRule>> = {
  warmup,
  execute,
  'forward-command': forwardCommand,
  correlation,
  lifecycle,
  interrupt,
  graph,
  burst,
  'concurrent-senders': concurrentSenders,
  'typed-channels': typedChannels,
  'missing-required': missingRequired,
  'nested-evolution': nestedEvolution,
  broadcast,
  'unknown-tag-hazard': unknownTagHazard,
  'codec-version': codecVersion,
  unicode,
  'nan-infinity': nanInfinity,
  merging,
  'binary-buffers': binaryBuffers,
  'large-payload': largePayload,
  parts,
  'crash-mid-send': crashMidSend,
  'session-lifecycle': sessionLifecycle,
  'session-neighbours': sessionNeighbours,
  'session-values': sessionValues,
  'mgmt-hostile': mgmtHostile,
};

/** A scenario, for those who list, choose and play them. */
export interface Scenario {
  readonly name: ScenarioName;
  /** One line: what it plays. */
  readonly about: string;
  /** The kernel is told to stop right after it. */
  readonly ends: boolean;
  /** It is about several sessions of one process. */
  readonly aboutSessions: boolean;
  /** How long it may go on sending, in milliseconds; null: as long as any case. */
  readonly sendMs: number | null;
  /** Why it cannot be played with this version; null: it can. */
  readonly lacks: (schema: Schema, harmless: boolean, sessions?: readonly string[]) => string | null;
  readonly arbitrary: (schema: Schema, harmless: boolean, sessions?: readonly string[]) => Arbitrary<Case>;
}

/** Every scenario, in the order in which a run plays them. */
export const SCENARIOS: readonly Scenario[] = SCENARIO_NAMES.map((name) => {
  const { about, needs, ends, sendMs = null, hosts, play } = RULES[name];
  return {
    name,
    about,
    ends,
    aboutSessions: hosts === true,
    sendMs,
    lacks(schema, harmless, sessions = []) {
      if (hosts === true && sessions.length === 0) return 'this kernel serves one session';
      if (hosts === 'never' && sessions.length > 0) return 'this kernel serves several sessions';
      const tags = new Set(targets(schema, harmless).map(({ tag }) => tag));
      const missing = needs.filter((tag) => !tags.has(tag));
      return missing.length === 0
        ? null
        : `${schema.protocol} ${schema.release} has no ${missing.join(', ')}`;
    },
    arbitrary: (schema, harmless, sessions = []) =>
      drawn((draw) => {
        const scene = new Scene(draw, schema, harmless, sessions);
        play(scene);
        const steps = scene.steps.map((step) => (step.kind === 'send' ? onWire(schema, step) : step));
        return hosts === true || sessions.length === 0 ? { steps } : inOneSession(draw, { steps }, sessions);
      }),
  };
});
