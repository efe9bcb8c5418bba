import type { Blame } from './blame.js';
import type { Hazard, HazardName, Judgement, OracleName, Violation } from './types.js';

/** A trial in which everything is broken is told by its first violations. */
const LISTED_MAX = 50;

/** The reason of an oracle that found nothing that it could judge. */
export const NOTHING_JUDGED = 'there was nothing to judge';

/** What a violation says apart from whom it blames. */
export interface Charge {
  readonly rule: string;
  readonly outcome: Violation['outcome'];
  readonly expected: string;
  readonly actual: string;
  readonly because: string;
  readonly path?: string | null;
  readonly change?: string | null;
}

/** What one oracle notes down while it looks at one trial. */
export class Sheet {
  readonly #oracle: OracleName;
  readonly #violations: Violation[] = [];
  readonly #unknown = new Map<string, number>();
  readonly #hazards = new Map<HazardName, Hazard>();
  #more = 0;
  #judged = 0;

  constructor(oracle: OracleName) {
    this.#oracle = oracle;
  }

  judged(count: number = 1): void {
    this.#judged += count;
  }

  /** The text of a charge may cost much; it is only made for what is listed. */
  violate(blame: Blame, charge: () => Charge): void {
    if (this.#violations.length === LISTED_MAX) {
      this.#more += 1;
      return;
    }
    this.#violations.push({ oracle: this.#oracle, ...blame, path: null, change: null, ...charge() });
  }

  unknown(reason: string, count: number = 1): void {
    if (count > 0) this.#unknown.set(reason, (this.#unknown.get(reason) ?? 0) + count);
  }

  /** One message of a kind that only its sender knows came to the other side. */
  hazard(name: HazardName, wasRefused: boolean): void {
    const { arrived, refused } = this.#hazards.get(name) ?? { arrived: 0, refused: 0 };
    this.#hazards.set(name, { arrived: arrived + 1, refused: refused + (wasRefused ? 1 : 0) });
  }

  /** What the same oracle says of another part of the trial. */
  add({ judged, violations, more, unknown, hazards }: Judgement): void {
    this.#judged += judged;
    this.#more += more;
    for (const violation of violations) this.#list(violation);
    for (const [reason, count] of unknown) if (reason !== NOTHING_JUDGED) this.unknown(reason, count);
    for (const [name, { arrived, refused }] of hazards) {
      const so = this.#hazards.get(name) ?? { arrived: 0, refused: 0 };
      this.#hazards.set(name, { arrived: so.arrived + arrived, refused: so.refused + refused });
    }
  }

  #list(violation: Violation): void {
    if (this.#violations.length < LISTED_MAX) this.#violations.push(violation);
    else this.#more += 1;
  }

  /** Judging nothing is no acquittal. */
  judgement(): Judgement {
    const judged = this.#judged;
    const violations = this.#violations;
    const verdict = violations.length > 0 ? 'invalid' : judged > 0 ? 'valid' : 'unknown';
    if (verdict === 'unknown' && this.#unknown.size === 0) this.unknown(NOTHING_JUDGED);
    return {
      oracle: this.#oracle,
      verdict,
      judged,
      violations,
      more: this.#more,
      unknown: this.#unknown,
      hazards: this.#hazards,
    };
  }
}
