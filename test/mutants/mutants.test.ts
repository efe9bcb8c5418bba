import { describe, expect, it } from 'vitest';

import { kernelKind, MUTANTS, newestMarimoSchema, type KernelKind } from '../../src/kernels/index.js';
import type { RunReport } from '../../src/report/index.js';
import { campaign, parseSeed } from '../../src/runner/index.js';
import type { FaultKind } from '../../src/wire/index.js';

/** For finding and shrinking together: what is left at the end is confirmed once more. */
const CATCH_MS = 10_000;
const SHRINK_MS = 3_000;
/** Each try of a kernel that keeps silent takes as long as one waits for it. */
const SHRINK_SILENT_MS = 6_000;
/** A case with a fault is tried on fresh kernels alone. */
const SHRINK_FAULTY_MS = 12_000;
const HEALTHY_MS = 5_000;

function fuzz(
  kernel: KernelKind,
  maxTimeMs: number,
  faults: readonly FaultKind[] = [],
  shrinkMs: number = SHRINK_MS,
): Promise<RunReport> {
  return campaign(
    {
      kernel,
      name: kernel.name,
      schema: newestMarimoSchema(),
      seed: parseSeed('1'),
      runs: null,
      maxTimeMs,
      shapes: null,
      faults,
      faultsChosen: faults.length > 0,
      failFast: true,
      versions: {},
      known: () => null,
      save: () => Promise.resolve(null),
      shrinkMs,
      signal: new AbortController().signal,
    },
    () => {},
  );
}

function kindOf(spec: string): KernelKind {
  return kernelKind(spec, { env: {}, schema: null });
}

describe('mutants', () => {
  it('are at least twenty, each with a name, a sentence and a bug of its own', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(20);
    for (const of of ['name', 'about'] as const) {
      expect(new Set(MUTANTS.map((mutant) => mutant[of])).size).toBe(MUTANTS.length);
    }
  });

  it('together put every oracle to the test', () => {
    expect([...new Set(MUTANTS.map(({ oracle }) => oracle))].toSorted()).toEqual([
      'alive',
      'clean-decode-failure',
      'fifo',
      'notification',
      'round-trip',
    ]);
  });

  it.each(['echo', 'echo:typed', 'echo:msgpackr'])(
    'have a healthy twin that passes everything: %s',
    async (spec) => {
      const report = await fuzz(kindOf(spec), HEALTHY_MS);
      expect(report.findings).toEqual([]);
      expect(report.flakes).toEqual([]);
      expect(report.messages.judged).toBeGreaterThan(0);
    },
  );

  // Those that only a fault shows are in test/runner/faults.test.ts; one of them is shrunk here.
  const shown = MUTANTS.filter(({ name, faults }) => faults === undefined || name === 'ends-on-interrupt');
  it.each(shown.map(({ name, oracle, faults }) => [name, oracle, faults] as const))(
    'are caught: %s by %s',
    async (name, oracle, faults) => {
      const isSilent = oracle === 'alive';
      const shrinkMs = faults !== undefined ? SHRINK_FAULTY_MS : isSilent ? SHRINK_SILENT_MS : SHRINK_MS;
      const report = await fuzz(kindOf(`mutant:${name}`), CATCH_MS, faults, shrinkMs);
      const finding = report.findings.find(({ violation }) => violation.oracle === oracle);
      expect(
        finding,
        `found: ${report.findings.map(({ violation }) => violation.rule).join(', ')}`,
      ).toBeDefined();
      expect(finding?.size.steps).toBeLessThanOrEqual(3);
      // The rule by which a run itself believes a violation.
      expect((finding?.reproduced.k ?? 0) * 2).toBeGreaterThanOrEqual(finding?.reproduced.n ?? 1);
    },
    120_000,
  );
});
