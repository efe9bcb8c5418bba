import { rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import {
  readBaselines,
  readSaved,
  writeFinding,
  type Baseline,
  type SchemaRef,
  type Written,
} from '../corpus/index.js';
import type { Violation } from '../oracles/index.js';
import { about } from '../report/index.js';
import type { Step } from '../wire/index.js';
import { isLasting, isLethal, type Lethal } from './campaign.js';
import { sizeOf } from './findingReport.js';
import { findingSignature, looseFindingSignature } from './findingSignature.js';
import type { Found } from './investigate.js';
import type { Seed } from './seed.js';

export interface KeeperOptions {
  readonly corpus: string;
  /** Where the lists of known findings are; default: in the corpus. */
  readonly baseline?: string;
  readonly kernel: string;
  readonly schema: SchemaRef;
  readonly seed: Seed;
  readonly versions: Readonly<Record<string, string>>;
}

/** Keeps findings of one kernel in the corpus, and knows those that are accepted. */
export interface Keeper {
  readonly known: (signature: string) => string | null;
  /** Whether a violation looks like one of those, tag and place aside. */
  readonly resembles: (violation: Violation) => boolean;
  /** Known bugs that end the kernel, with their smallest cases. */
  readonly lethal: readonly Lethal[];
  readonly save: (found: Found, caseIndex: number) => Promise<string | null>;
  /** Keeps a finding that is not shrunk yet. What comes back takes it away, unless it is what is kept in the end. */
  readonly keepFirst: (found: Found, caseIndex: number) => Promise<(kept: string | null) => Promise<void>>;
}

export async function openKeeper(options: KeeperOptions): Promise<Keeper> {
  const { corpus, kernel, baseline: lists } = options;
  const [own, newest, ...others] = await readBaselines(corpus, kernel, lists);
  const all = [own, newest, ...others].flatMap((baseline) => baseline?.known ?? []);
  const known = (signature: string): string | null =>
    all.find((line) => line.signature === signature)?.reason ?? null;
  // What ends one version need not end another: only what is known of this one is held back.
  const cases = await casesOf(corpus, own === undefined || own.known.length > 0 ? own : (newest ?? own));
  const violations = cases.flatMap(({ violation }) => violation ?? []);
  const loose = new Set(violations.map(looseFindingSignature));
  return {
    known,
    resembles: (violation) => loose.has(looseFindingSignature(violation)),
    lethal: cases.flatMap(({ signature, steps, violation }) =>
      violation !== null && isLethal(violation)
        ? [{ steps, because: `known: ${signature}`, lasting: isLasting(violation) }]
        : [],
    ),
    save: async (found, caseIndex) => saveFinding(options, found, caseIndex),
    keepFirst: async (found, caseIndex) => {
      const first = await write(options, found, caseIndex);
      // One that a killed run left is not shrunk either.
      const isFirst = first.kind === 'new' || (await readSaved(first.path)).evidence?.shrunk === null;
      return async (kept) => {
        const isSame = kept !== null && resolve(kept) === resolve(first.path);
        if (isFirst && !isSame) await rm(first.path, { force: true });
      };
    },
  };
}

/** Writes a finding to the corpus; where, as one would type it. */
export async function saveFinding(options: KeeperOptions, found: Found, caseIndex: number): Promise<string> {
  const { path } = await write(options, found, caseIndex);
  return relative(process.cwd(), path);
}

async function write(
  { corpus, kernel, schema, seed, versions }: KeeperOptions,
  found: Found,
  caseIndex: number,
): Promise<Written> {
  const { violation } = found.shown;
  const signature = findingSignature(violation, found.steps);
  const { protocol, release, fingerprint } = schema;
  return writeFinding(join(corpus, 'findings', folderOf(kernel)), {
    about: about(violation),
    kernel,
    schema: { protocol, release, fingerprint },
    case: { steps: found.steps },
    evidence: {
      signature,
      violation,
      reproduced: { k: found.confirmed.k, n: found.confirmed.n },
      shrunk: found.runs === 0 ? null : { from: sizeOf(found.from), runs: found.runs },
      found: { seed, caseIndex, when: new Date().toISOString(), versions },
    },
  });
}

/** The saved cases of what is known. */
async function casesOf(corpus: string, baseline: Baseline | undefined): Promise<readonly Known[]> {
  return Promise.all(
    (baseline?.known ?? []).map(async ({ finding, signature }) => {
      const saved = await readSaved(join(corpus, finding));
      return { signature, steps: saved.case.steps, violation: saved.evidence?.violation ?? null };
    }),
  );
}

interface Known {
  readonly signature: string;
  readonly steps: readonly Step[];
  readonly violation: Violation | null;
}

/** `marimo@0.24.0` and `python my kernel.py` as names of folders. */
export function folderOf(kernel: string): string {
  return kernel.replace(/[^\w.-]+/g, '-').slice(0, 60);
}
