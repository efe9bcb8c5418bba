import { findConfig, readConfig, type Config, type TargetConfig } from '../config/index.js';
import type { RunOptions } from './run.js';
import { UsageError } from './usageError.js';

/** The config that is named, else that of the working directory; null: there is none. @throws ConfigError */
export async function configOf(path: string | undefined): Promise<Config | null> {
  const found = path ?? findConfig(process.cwd());
  return found === null ? null : readConfig(found);
}

/** Where a command keeps its corpus, by its flags and the config. */
export function placesOf(
  flags: { readonly corpus?: string },
  config: Config | null,
): Pick<RunOptions, 'corpus' | 'baseline'> {
  const baseline = config?.baseline;
  return {
    corpus: flags.corpus ?? config?.corpus ?? 'corpus',
    ...(baseline === undefined ? {} : { baseline }),
  };
}

/** What stands in the config for a target, as the flags of `skewfuzz run` would say it. */
export function flagsOf(target: TargetConfig): Omit<RunOptions, 'corpus' | 'failFast'> {
  const { name, share: _share, allow, paths: _paths, baseKernel: _base, shapes, scenarios, ...same } = target;
  return {
    ...same,
    target: name,
    ...(allow === undefined ? {} : { allow }),
    ...(shapes === undefined ? {} : { shapes: shapes.join(',') }),
    ...(scenarios === undefined ? {} : { scenario: scenarios.join(',') }),
  };
}

/** The flags of `skewfuzz run` as they were typed. */
export interface RunFlags extends Omit<RunOptions, 'kernel' | 'corpus' | 'tap'> {
  readonly kernel?: string;
  readonly corpus?: string;
  readonly tap?: boolean;
  readonly config?: string;
}

/**
 * The options of a run: its flags, and for what they do not say the target of the config that `--target` names; the
 * first one, where neither a target nor a kernel is named.
 */
export async function runOptions({ config: path, ...flags }: RunFlags): Promise<RunOptions> {
  const config = await configOf(path);
  const places = placesOf(flags, config);
  const target = targetFor(flags, config);
  const said = target === null ? {} : flagsOf(target);
  // What is true by default was not typed.
  const { tap, unchecked, ...typed } = flags;
  return {
    kernel: 'echo',
    ...said,
    ...typed,
    ...places,
    ...(tap === false ? { tap } : {}),
    ...(unchecked === true ? { unchecked } : {}),
  };
}

function targetFor({ target, kernel }: RunFlags, config: Config | null): TargetConfig | null {
  if (target === undefined) return kernel === undefined ? (config?.targets[0] ?? null) : null;
  return targetNamed(target, config);
}

/** @throws UsageError where there is none */
export function targetNamed(name: string, config: Config | null): TargetConfig {
  const targets = config?.targets ?? [];
  const found = targets.find((target) => target.name === name);
  if (found !== undefined) return found;
  const known = targets.map((target) => target.name).join(', ') || 'none, for there is no config here';
  throw new UsageError(
    `Was asked for the target ${JSON.stringify(name)}: expected one of the config's: ${known}.`,
  );
}
