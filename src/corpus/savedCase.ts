import type { Violation } from '../oracles/index.js';
import type { Schema } from '../schema/index.js';
import type { Case } from '../wire/index.js';

/** A case with all that is needed to run it again elsewhere, and to understand it. */
export interface SavedCase {
  /** For a person: what it is about. Never read by the program. */
  readonly about: { readonly headline: string; readonly lines: readonly string[] };
  /** As `--kernel` was given. */
  readonly kernel: string;
  readonly schema: SchemaRef;
  readonly case: Case;
  /** What it showed; null in a seed, which was made by hand and must pass. */
  readonly evidence: Evidence | null;
}

/** A case that broke something. */
export interface Finding extends SavedCase {
  readonly evidence: Evidence;
}

/** Which version of which protocol: the fingerprint decides, the rest is for people. */
export interface SchemaRef extends Pick<Schema, 'protocol' | 'release'> {
  readonly fingerprint: string;
}

export interface Evidence {
  readonly signature: string;
  readonly violation: Violation;
  /** It came back k times in n runs alone on a fresh kernel. */
  readonly reproduced: { readonly k: number; readonly n: number };
  /** What it was before shrinking, and how many runs shrinking took; null: it was not shrunk. */
  readonly shrunk: { readonly from: CaseSize; readonly runs: number } | null;
  readonly found: Found;
}

/** Where it came from. Nothing of this is needed to run it again. */
export interface Found {
  readonly seed: { readonly text: string; readonly number: number };
  /** The number of the case in its run, from 0. */
  readonly caseIndex: number;
  /** ISO 8601, UTC. */
  readonly when: string;
  /** Of skewfuzz, node, zeromq, the kernel, Python, ...; by name. */
  readonly versions: Readonly<Record<string, string>>;
}

/** `messages` counts every repetition of a step, `bytes` every byte on the wire. */
export interface CaseSize {
  readonly steps: number;
  readonly messages: number;
  readonly bytes: number;
}
