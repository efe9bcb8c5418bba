import {
  CorpusError,
  readHistory,
  type HistoryHead,
  type KeptJudgement,
  type KeptTrial,
} from '../corpus/index.js';
import { judge, signatureOf, tally, type Judgement, type Target } from '../oracles/index.js';
import type { OracleRecheck, RecheckReport, VerdictChange } from '../report/index.js';
import { readSnapshot, type Schema } from '../schema/index.js';
import { targetOf } from './targetOf.js';

/** Changes that a report lists. */
const LISTED_MAX = 50;

/**
 * Judges the history of a run again, without any kernel.
 *
 * @throws CorpusError for a file that is no history; SchemaError, RunnerError where what it holds is none of ours
 */
export async function recheck(file: string): Promise<RecheckReport> {
  const { head, trials } = await readHistory(file);
  const targets = new Targets(file, head);
  const books = new Books();
  let next = await trials.next();
  for (; next.done !== true; next = await trials.next()) books.add(next.value, targets.of(next.value));
  return {
    file,
    kernel: head.kernel,
    seed: head.seed,
    versions: head.versions,
    ...books.report(next.value === 'whole'),
  };
}

/** What was judged then and now. */
class Books {
  readonly #oracles = new Map<
    string,
    { judged: number; violations: number; unknown: number; before: number }
  >();
  readonly #signatures = new Map<string, number>();
  readonly #changes: VerdictChange[] = [];
  #more = 0;
  #cases = 0;
  #messages = 0;

  add(kept: KeptTrial, target: Target): void {
    const trial = { target, case: { steps: kept.steps }, history: kept.events };
    this.#messages += tally(trial).sent;
    if (kept.steps.length > 0) this.#cases += 1;
    const now = judge(trial).map(keptJudgement);
    for (const one of now) {
      for (const signature of one.violations) {
        this.#signatures.set(signature, (this.#signatures.get(signature) ?? 0) + 1);
      }
    }
    for (const oracle of new Set([...kept.judged, ...now].map((one) => one.oracle))) {
      this.#compare(kept.index, oracle, find(kept.judged, oracle), find(now, oracle));
    }
  }

  #compare(index: number, oracle: string, before: KeptJudgement, now: KeptJudgement): void {
    const sums = this.#oracles.get(oracle) ?? { judged: 0, violations: 0, unknown: 0, before: 0 };
    this.#oracles.set(oracle, {
      judged: sums.judged + now.judged,
      violations: sums.violations + now.violations.length + now.more,
      unknown: sums.unknown + now.unknown,
      before: sums.before + before.violations.length + before.more,
    });
    const gained = without(now.violations, before.violations);
    const lost = without(before.violations, now.violations);
    const isSame =
      gained.length + lost.length === 0 &&
      before.more === now.more &&
      before.judged === now.judged &&
      before.unknown === now.unknown;
    if (isSame) return;
    if (this.#changes.length === LISTED_MAX) this.#more += 1;
    else {
      const judged = { before: before.judged, now: now.judged };
      this.#changes.push({ index, oracle, gained, lost, judged });
    }
  }

  report(whole: boolean): Omit<RecheckReport, 'file' | 'kernel' | 'seed' | 'versions'> {
    const oracles: Readonly<Record<string, OracleRecheck>> = Object.fromEntries(this.#oracles);
    const all = Object.values(oracles);
    const judged = all.some((one) => one.judged > 0);
    return {
      verdict: all.some(({ violations }) => violations > 0)
        ? 'invalid'
        : whole && judged
          ? 'valid'
          : 'unknown',
      whole,
      cases: this.#cases,
      messages: this.#messages,
      oracles,
      signatures: Object.fromEntries([...this.#signatures].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      changes: this.#changes,
      more: this.#more,
    };
  }
}

function keptJudgement({ oracle, judged, violations, more, unknown }: Judgement): KeptJudgement {
  const count = [...unknown.values()].reduce((sum, one) => sum + one, 0);
  return { oracle, judged, violations: violations.map(signatureOf), more, unknown: count };
}

function find(all: readonly KeptJudgement[], oracle: string): KeptJudgement {
  return (
    all.find((one) => one.oracle === oracle) ?? { oracle, judged: 0, violations: [], more: 0, unknown: 0 }
  );
}

/** Of equal ones only as many are taken away as the others have. */
function without(all: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** The kernel as the oracles know it; the same object for trials that are alike, because plans are kept by it. */
class Targets {
  readonly #head: HistoryHead;
  readonly #host: Schema;
  readonly #own: Schema | null;
  readonly #known = new Map<string, Target>();

  constructor(file: string, head: HistoryHead) {
    this.#head = head;
    this.#host = schemaIn(file, head.host);
    this.#own = head.own === null ? null : head.own === 'host' ? this.#host : schemaIn(file, head.own);
  }

  of({ loses, tap }: KeptTrial): Target {
    const name = JSON.stringify([loses, tap]);
    let target = this.#known.get(name);
    if (target === undefined) {
      const { kernel, answers, versions } = this.#head;
      const kind = { name: kernel, answers, schema: this.#own, versions: () => versions };
      target = targetOf(kind, this.#host, { loses, tap });
      this.#known.set(name, target);
    }
    return target;
  }
}

function schemaIn(file: string, snapshot: unknown): Schema {
  try {
    return readSnapshot(JSON.stringify(snapshot));
  } catch (cause) {
    throw new CorpusError({
      kind: 'invalid',
      path: file,
      expected: 'the history of a run with the snapshots it was made from',
      came: cause instanceof Error ? cause.message : String(cause),
      todo: 'Record it again.',
      cause,
    });
  }
}
