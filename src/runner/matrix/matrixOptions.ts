import type { ScenarioName } from '../../arbitraries/index.js';
import type { KernelKind } from '../../kernels/index.js';
import type { Violation } from '../../oracles/index.js';
import type { CellPlace, MatrixEvent } from '../../report/index.js';
import type { Schema } from '../../schema/index.js';
import type { Step } from '../../wire/index.js';
import type { Found } from '../investigate.js';
import type { Seed } from '../seed.js';

export interface MatrixOptions {
  /** Newest first, and each once. */
  readonly releases: readonly MatrixRelease[];
  /** `3.12`, or the path of an interpreter. */
  readonly pythons: readonly string[];
  readonly hosts: readonly MatrixHost[];
  /** A kernel of that release on that interpreter, not prepared yet. */
  readonly kernelOf: (release: MatrixRelease, python: string) => KernelKind;
  readonly seed: Seed;
  /** Scenarios to play, in turn with cases of all shapes; each cell begins with another one. Default: none. */
  readonly scenarios?: readonly ScenarioName[];
  /** How long one cell may fuzz, where the time is enough. */
  readonly cellMs: number;
  /** All of it, shrinking and tracing included. */
  readonly maxTimeMs: number;
  /** Time that shrinking one finding may take. */
  readonly shrinkMs: number;
  /** Cells that run at a time. */
  readonly together: number;
  readonly versions: Readonly<Record<string, string>>;
  /** What is accepted, and where its smallest case is kept: is it in these releases as well? */
  readonly known: readonly KnownCase[];
  /** Keeps a finding; where, as one would type it. */
  readonly save: (found: Found, place: FoundAt) => Promise<string | null>;
  readonly signal: AbortSignal;
}

export interface MatrixRelease {
  /** As it was asked for: `0.24.0`. */
  readonly name: string;
  /** As `--kernel` takes it: `marimo@0.24.0`. */
  readonly kernel: string;
}

export interface MatrixHost {
  /** `own`, or a version: `0.25.2`. */
  readonly name: string;
  /** Null: that of the kernel. */
  readonly schema: Schema | null;
  /** As `--host-schema` takes it; null: that of the kernel. */
  readonly option: string | null;
}

export interface KnownCase {
  readonly signature: string;
  readonly reason: string;
  /** Where it is kept. */
  readonly file: string;
  readonly violation: Violation;
  readonly steps: readonly Step[];
  /** What it was made from. */
  readonly schema: Schema;
}

/** Where a finding was made, and what the file must say of that. */
export interface FoundAt extends CellPlace {
  readonly kernel: string;
  readonly schema: Schema;
  readonly caseIndex: number;
  readonly versions: Readonly<Record<string, string>>;
}

export type MatrixListener = (event: MatrixEvent) => void;
