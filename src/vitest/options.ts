import type { ScenarioName, ShapeName } from '../arbitraries/index.js';
import type { KernelKind } from '../kernels/index.js';
import type { Oracle } from '../oracles/index.js';
import type { RunReport } from '../report/index.js';
import type { Schema } from '../schema/index.js';
import type { LossName } from '../wire/index.js';

/** A schema as data, or its name: the file of a snapshot, `marimo@RELEASE`, `MODULE:TYPE` of a Python package. */
export type NamedSchema = string | URL | Schema;

/** What is tested, and what is expected of it. */
export interface KernelUnderTest {
  /** As `skewfuzz run --kernel` takes it: `echo`, `marimo@0.24.0`, or any command that speaks the kernel contract; or a kind of kernel. */
  readonly kernel: string | KernelKind;
  /** What a command decodes by. Default: any well-formed value. Kernels that come with skewfuzz know theirs. */
  readonly kernelSchema?: NamedSchema;
  /** The protocol: what messages are made from. Default: what the kernel decodes by; where that is anything, marimo's newest. */
  readonly schema?: NamedSchema;
  /** Added to the clean environment of the kernel. */
  readonly env?: Readonly<Record<string, string>>;
  /** Oracles of one's own, besides those that come with skewfuzz. One that judges nothing fails the test. */
  readonly oracles?: readonly Oracle[];
  /** Losses of the kernel's codec that are known and accepted, besides those that its READY line names. */
  readonly loses?: readonly LossName[];
}

export interface FuzzOptions extends KernelUnderTest {
  /** Milliseconds, the replays not counted. Default: 10,000 without `runs`. */
  readonly maxTime?: number;
  /** Cases at the most. Default: as many as the time allows. */
  readonly runs?: number;
  /** A whole number or a git commit id. Default: another one each time; a failure tells which. */
  readonly seed?: number | string;
  /** Where findings are kept and known ones are listed. What it holds of this kernel is replayed first. Default: `corpus`. */
  readonly corpus?: string;
  /** Only messages of these shapes. Default: all. */
  readonly shapes?: readonly ShapeName[];
  /** How often each shape is drawn, 0 for never; shapes that are not named stay as the seed draws them. */
  readonly weights?: Readonly<Partial<Record<ShapeName, number>>>;
  /** Scenarios to play, in turn with messages of all shapes. Default: none. */
  readonly scenarios?: readonly ScenarioName[];
  /** Is given the report of the run, also where it failed; for files of one's own. */
  readonly onReport?: (report: RunReport) => void | Promise<void>;
  /** When vitest gives the test up, in milliseconds. Default: the budget, and three minutes for replays and shrinking. */
  readonly timeout?: number;
}

export interface SavedCaseOptions extends KernelUnderTest {
  /** The case file. */
  readonly case: string | URL;
  /** When vitest gives the test up, in milliseconds. Default: three minutes. */
  readonly timeout?: number;
}
