import { describe, expect, it } from 'vitest';

import { HOST_MUTANTS, kernelKind, newestMarimoSchema } from '../../src/kernels/index.js';
import { Cases } from '../../src/runner/cases.js';
import { Lab } from '../../src/runner/lab.js';
import { isIll, violationsOf } from '../../src/runner/tried.js';

const SCENARIOS = ['session-lifecycle', 'session-neighbours', 'session-values', 'mgmt-hostile'] as const;
const CASES_MAX = 40;

/** The oracles that speak of cases on one host, until one of them says `wanted`. */
async function heard(spec: string, wanted: string | null, cases: number): Promise<readonly string[]> {
  const kind = kernelKind(spec, { env: {}, schema: null, sessions: 4 });
  const schema = newestMarimoSchema();
  const lab = new Lab(kind, schema, () => null);
  const made = new Cases({
    schema,
    seed: 1,
    shapes: null,
    harmless: false,
    scenarios: SCENARIOS,
    scenariosOnly: true,
    sessions: kind.sessions ?? [],
  });
  const oracles = new Set<string>();
  let live = await lab.start();
  try {
    for (let index = 0; index < cases && !oracles.has(wanted ?? ''); index += 1) {
      const thenStop = index === cases - 1 || spec.endsWith('shutdown-hangs');
      const tried = await lab.tryOn(live, made.case(index), {
        thenStop,
        patience: { silenceMs: 600, againMs: 300, graceMs: 100 },
        until: performance.now() + 900,
      });
      for (const { oracle } of violationsOf(tried)) oracles.add(oracle);
      if (!isIll(tried)) continue;
      await live.kernel.kill();
      live = await lab.start();
    }
  } finally {
    await live.kernel.kill();
    await lab.cool();
  }
  return [...oracles];
}

describe('mutants of a host', () => {
  it('each have a name, a sentence and a bug of their own', () => {
    for (const of of ['name', 'about'] as const) {
      expect(new Set(HOST_MUTANTS.map((mutant) => mutant[of])).size).toBe(HOST_MUTANTS.length);
    }
  });

  it('have a healthy twin that passes everything', async () => {
    expect(await heard('echo-app-host', null, 16)).toEqual([]);
  });

  it.each(HOST_MUTANTS.map(({ name, oracle }) => [name, oracle] as const))(
    'are caught: %s by %s',
    async (name, oracle) => {
      expect(await heard(`mutant:${name}`, oracle, CASES_MAX)).toContain(oracle);
    },
  );
});
