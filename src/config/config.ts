import type { ScenarioName, ShapeName } from '../arbitraries/index.js';
import type { Outcome } from '../oracles/index.js';

/** What stands in `skewfuzz.config.ts` or `.json`. Paths are as on the command line: from the working directory. */
export interface Config {
  /** The budget of a nightly run over all targets, such as `30m`. Default: 30m. */
  readonly maxTime?: string;
  /** Where findings are kept and known ones are listed. Default: `corpus`. */
  readonly corpus?: string;
  /** The folder of the lists of known findings, one for each kernel. Default: `baseline` in the corpus. */
  readonly baseline?: string;
  /** Where a nightly run writes its reports. Default: none is written. */
  readonly report?: string;
  readonly targets: readonly TargetConfig[];
}

/** One kernel, and how it is fuzzed. What has a flag of `skewfuzz run` means the same here. */
export interface TargetConfig {
  /** For reports, and for `--target`. */
  readonly name: string;
  /** As `--kernel`. */
  readonly kernel: string;
  /** Its part of the budget, against those of the other targets. Default: 1. */
  readonly share?: number;
  readonly kernelSchema?: string;
  readonly hostSchema?: string;
  /** Only messages of these shapes. Default: all. */
  readonly shapes?: readonly ShapeName[];
  /** How strongly a shape is drawn, in place of what the seed says: a valid message has 32 to 256, 0 is off. */
  readonly weights?: Readonly<Partial<Record<ShapeName, number>>>;
  /** Only these scenarios. */
  readonly scenarios?: readonly ScenarioName[];
  readonly env?: Readonly<Record<string, string>>;
  readonly python?: string;
  readonly with?: readonly string[];
  readonly tap?: boolean;
  readonly unchecked?: boolean;
  /** Violations that are accepted whatever their signature: counted under `allowed`, neither confirmed nor shrunk. */
  readonly allow?: readonly Allowed[];
  /** Files and folders, as `git diff -- PATHS` takes them: with `--changed-since`, a target runs where one of them changed. Default: it always runs. */
  readonly paths?: readonly string[];
  /** The kernel of the base: with `--against`, what also fails there is no failure of this one. */
  readonly baseKernel?: string;
}

/** What is accepted, and why. */
export interface Allowed {
  readonly outcome: Outcome;
  /** Only of messages with this tag. Default: of all. */
  readonly tag?: string;
  /** For people. */
  readonly because: string;
}

/**
 * Types and completion for a config file in TypeScript; it changes nothing.
 *
 * @example
 * export default defineConfig({ targets: [{ name: 'mine', kernel: 'python my_kernel.py' }] });
 */
export function defineConfig(config: Config): Config {
  return config;
}
