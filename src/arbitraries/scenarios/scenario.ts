import type { Scene } from './scene.js';

/** The name of every scenario, in the order in which a run plays them. */
export const SCENARIO_NAMES = [
  'warmup',
  'execute',
  'forward-command',
  'correlation',
  'lifecycle',
  'interrupt',
  'graph',
  'burst',
  'concurrent-senders',
  'typed-channels',
  'missing-required',
  'nested-evolution',
  'broadcast',
  'unknown-tag-hazard',
  'codec-version',
  'unicode',
  'nan-infinity',
  'merging',
  'binary-buffers',
  'large-payload',
  'parts',
  'crash-mid-send',
  'session-lifecycle',
  'session-neighbours',
  'session-values',
  'mgmt-hostile',
] as const;

export type ScenarioName = (typeof SCENARIO_NAMES)[number];

/** A story that two processes go through: which messages, in which order, on which channels, with which faults. */
export interface ScenarioRule {
  /** One line: what it plays. */
  readonly about: string;
  /** Tags that it cannot do without; with a version that lacks one it is not played. */
  readonly needs: readonly string[];
  /** The kernel is told to stop right after it. */
  readonly ends: boolean;
  /** How long it may go on sending, in milliseconds; absent: as long as any case. */
  readonly sendMs?: number;
  /**
   * Whether it is about several sessions of one process: then it is played with nothing else. `never`: with no such
   * process, not even with one session of it. Default: with any, told to one session.
   */
  readonly hosts?: true | 'never';
  readonly play: (scene: Scene) => void;
}
