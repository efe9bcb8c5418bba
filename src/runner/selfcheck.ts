import { performance } from 'node:perf_hooks';
import { echoKernel, mutantNamed, type KernelKind } from '../kernels/index.js';
import type { SelfcheckRow } from '../report/index.js';
import type { Schema } from '../schema/index.js';
import { campaign } from './campaign.js';
import { parseSeed } from './seed.js';

/** Bugs of different kinds: one that changes a value, one that loses a message, one that keeps silent. */
const MUTANTS = ['nan-to-null', 'drop-every-hundredth', 'swallow-decode-error'] as const;
const HEALTHY_MS = 2_000;
const MUTANT_CASES_MAX = 60;

/**
 * Whether this installation can be trusted: the healthy echo kernel must pass, planted bugs must be caught. A harness
 * that finds nothing because it is broken looks just like a healthy kernel.
 */
export async function selfcheck(
  schema: Schema,
  told: (row: SelfcheckRow) => void,
): Promise<readonly SelfcheckRow[]> {
  const rows: SelfcheckRow[] = [];
  const add = (row: SelfcheckRow): void => {
    rows.push(row);
    told(row);
  };
  add(await check(echoKernel({}), schema, null));
  for (const name of MUTANTS) {
    add(await check(echoKernel({ mutant: name }), schema, mutantNamed(name).oracle));
  }
  return rows;
}

async function check(kernel: KernelKind, schema: Schema, oracle: string | null): Promise<SelfcheckRow> {
  const began = performance.now();
  const report = await campaign(
    {
      kernel,
      name: kernel.name,
      schema,
      seed: parseSeed('1'),
      runs: oracle === null ? null : MUTANT_CASES_MAX,
      maxTimeMs: HEALTHY_MS,
      shapes: null,
      failFast: true,
      shrinkMs: 0,
      versions: {},
      known: () => null,
      save: async () => Promise.resolve(null),
      signal: new AbortController().signal,
    },
    () => undefined,
  );
  const caught = [...new Set(report.findings.map(({ violation }) => violation.oracle))];
  const seconds = (performance.now() - began) / 1_000;
  if (oracle === null) {
    const ok = report.findings.length === 0 && report.flakes.length === 0 && report.messages.judged > 0;
    const actual = ok
      ? `passes, ${report.messages.judged} messages judged`
      : `${report.verdict}: ${caught.join(', ')}`;
    return { ok, kernel: kernel.name, expected: 'passes', actual, seconds };
  }
  const ok = caught.some((name) => name === oracle);
  return { ok, kernel: kernel.name, expected: oracle, actual: caught.join(', ') || 'not caught', seconds };
}
