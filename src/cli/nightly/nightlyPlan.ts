import { randomInt } from 'node:crypto';
import type { Config, TargetConfig } from '../../config/index.js';
import { parseSeed, type Seed, type Shard } from '../../runner/index.js';
import { readDuration } from '../readOptions.js';
import type { RunOptions } from '../run.js';
import { configOf, placesOf, targetNamed } from '../settings.js';
import { UsageError } from '../usageError.js';
import { baseFindings, type BaseFindings } from './baseFindings.js';
import { changedTargets } from './changedTargets.js';
import { shareOut, type Part } from './shareOut.js';

/** The flags of `skewfuzz nightly` as they were typed. */
export interface NightlyOptions {
  readonly maxTime?: number;
  readonly seed?: string;
  readonly shard?: Shard;
  readonly corpus?: string;
  readonly report?: string;
  readonly json?: string;
  readonly junit?: string;
  readonly config?: string;
  readonly targets?: readonly string[];
  readonly changedSince?: string;
  /** True: without a path. */
  readonly against?: string | true;
  readonly fix: boolean;
}

/** What a nightly run is to do. */
export interface NightlyPlan {
  readonly maxTimeMs: number;
  readonly seed: Seed;
  readonly shard: Shard | null;
  readonly places: Pick<RunOptions, 'corpus' | 'baseline'>;
  /** The folder of the reports; null: none is written. */
  readonly report: string | null;
  readonly parts: readonly Part[];
  /** All targets of the config: they own the cases of the corpus. */
  readonly targets: readonly TargetConfig[];
  /** Of what `--against` names; null: there is no base. */
  readonly against: string | null;
  readonly base: BaseFindings;
}

const DEFAULT_TIME = '30m';
/** A pull request waits no longer. */
const AGAINST_TIME = '10m';
/** A pull request is judged by the same cases each time. */
const AGAINST_SEED = '1';

/** Without a config: the kernels that come with skewfuzz. */
const OWN: readonly TargetConfig[] = ['echo', 'typed-echo', 'marimo'].map((kernel) => ({
  name: kernel,
  kernel,
}));

/** @throws UsageError, ConfigError, RunnerError for a bad seed */
export async function nightlyPlan(options: NightlyOptions): Promise<NightlyPlan> {
  const config = await configOf(options.config);
  const targets = config?.targets ?? OWN;
  const { shard = null, against = null } = options;
  refuse(options);
  const chosen = await chosenOf(options, targets);
  return {
    maxTimeMs: timeOf(options, config),
    seed: seedOf(options),
    shard,
    places: placesOf(options, config),
    report: options.report ?? config?.report ?? null,
    parts: shareOut(chosen, shard ?? { index: 0, count: 1 }),
    targets,
    against: against === true ? 'the kernels of the base' : against,
    base: typeof against === 'string' ? await baseFindings(against) : () => null,
  };
}

function refuse({ shard, seed, fix, against }: NightlyOptions): void {
  if (shard !== undefined && seed === undefined) {
    throw new UsageError(
      'Was asked for one shard: expected --seed with it, for all shards must divide the same cases. Try --seed $(git rev-parse HEAD).',
    );
  }
  if (fix && (shard !== undefined || against !== undefined)) {
    throw new UsageError(
      'Was asked to --fix the list of known findings in a part of a run: expected a whole one, without --shard and --against.',
    );
  }
}

function timeOf({ maxTime, against }: NightlyOptions, config: Config | null): number {
  const asked = maxTime ?? (config?.maxTime === undefined ? undefined : readDuration(config.maxTime));
  if (against === undefined) return asked ?? readDuration(DEFAULT_TIME);
  return Math.min(maxTime ?? Infinity, readDuration(AGAINST_TIME));
}

function seedOf({ seed, against }: NightlyOptions): Seed {
  return parseSeed(seed ?? (against === undefined ? String(randomInt(2 ** 31)) : AGAINST_SEED));
}

async function chosenOf(
  { targets: names, changedSince }: NightlyOptions,
  targets: readonly TargetConfig[],
): Promise<readonly TargetConfig[]> {
  const named = names === undefined ? targets : names.map((name) => targetNamed(name, { targets }));
  return changedSince === undefined ? named : changedTargets(named, changedSince);
}
