import type { Violation } from '../../oracles/index.js';
import type { CellPlace, FindingReport, MatrixFinding, Sighting } from '../../report/index.js';
import type { Schema } from '../../schema/index.js';
import { sendsIn, type Step } from '../../wire/index.js';
import { isLasting, isLethal, type Lethal } from '../campaign.js';
import { findingSignature, looseFindingSignature } from '../findingSignature.js';
import type { Found } from '../investigate.js';
import type { FoundAt, KnownCase, MatrixOptions } from './matrixOptions.js';

/** A bug, with all that is known of where it is. */
export interface Joined {
  readonly signature: string;
  /** Null: it is new. */
  readonly reason: string | null;
  readonly steps: readonly Step[];
  readonly violation: Violation;
  /** What its case was made from. */
  readonly schema: Schema;
  readonly sightings: Sighting[];
  /** Where something was met that can blame no message, and otherwise looks like it. */
  readonly suspected: CellPlace[];
  file: string | null;
  finding: FindingReport | null;
  range: MatrixFinding['range'];
  traced: boolean;
}

/** What the cells of a matrix find: one bug is one, in how many cells ever it is seen. */
export class Findings {
  readonly #joined = new Map<string, Joined>();
  /** By the signature that each would have if no message could be blamed. */
  readonly #blameless = new Map<string, Joined>();
  readonly #loose = new Set<string>();
  readonly #save: MatrixOptions['save'];

  constructor({ known, save }: Pick<MatrixOptions, 'known' | 'save'>) {
    this.#save = save;
    for (const one of known) this.#add(one.signature, one);
  }

  get all(): readonly Joined[] {
    return [...this.#joined.values()];
  }

  /** Why a run need not look into it. */
  readonly reason = (signature: string): string | null => {
    const joined = this.#joined.get(signature) ?? this.#blameless.get(signature);
    return joined === undefined ? null : (joined.reason ?? 'found in another cell of this matrix');
  };

  readonly resembles = (violation: Violation): boolean => this.#loose.has(looseFindingSignature(violation));

  /** Those that end the kernel: no later cell sends what they need. */
  lethal(): readonly Lethal[] {
    return this.all
      .filter(({ violation }) => isLethal(violation))
      .map(({ steps, violation, signature }) => ({
        steps,
        lasting: isLasting(violation),
        because: `known: ${signature}`,
      }));
  }

  /** Takes what a run found, and saves it if nobody has found it before. Where, as one would type it. */
  async take(found: Found, place: FoundAt): Promise<string | null> {
    const { violation } = found.shown;
    const signature = findingSignature(violation, found.steps);
    const { k, n } = found.confirmed;
    const { release, python, host } = place;
    const sighting: Sighting = { release, python, host, holds: true, reproduced: { k, n } };
    const before = this.#joined.get(signature) ?? this.#explaining(found);
    if (before !== undefined) {
      before.sightings.push(sighting);
      return before.file;
    }
    const { steps } = found;
    const joined = this.#add(signature, { reason: null, file: null, violation, steps, schema: place.schema });
    joined.sightings.push(sighting);
    joined.file = await this.#save(found, place);
    return joined.file;
  }

  /** The report of what was taken before. */
  describe(finding: FindingReport): boolean {
    const joined = this.#joined.get(finding.signature);
    if (joined === undefined || joined.reason !== null || joined.finding !== null) return false;
    joined.finding = { ...finding, known: null };
    return true;
  }

  /** It was met again, and counted only. */
  met(signature: string, place: CellPlace): void {
    const joined = this.#joined.get(signature);
    if (joined === undefined) this.#blameless.get(signature)?.suspected.push(place);
    else joined.sightings.push({ ...place, holds: true, reproduced: null });
  }

  /** One that fails in the same way, and whose messages are all among these: a case that could not be made small enough. */
  #explaining({ shown: { violation }, steps }: Found): Joined | undefined {
    const loose = looseFindingSignature(violation);
    const kinds = kindsOf(steps);
    return this.all.find(
      (joined) =>
        looseFindingSignature(joined.violation) === loose &&
        (violation.tag === null || violation.tag === joined.violation.tag) &&
        joined.steps.length < steps.length &&
        [...kindsOf(joined.steps)].every((kind) => kinds.has(kind)),
    );
  }

  #add(
    signature: string,
    one: Omit<KnownCase, 'signature' | 'reason' | 'file'> & Pick<Joined, 'reason' | 'file'>,
  ): Joined {
    const { reason, file, steps, violation, schema } = one;
    const joined: Joined = {
      signature,
      reason,
      file,
      steps,
      violation,
      schema,
      sightings: [],
      suspected: [],
      finding: null,
      range: null,
      traced: false,
    };
    this.#joined.set(signature, joined);
    this.#loose.add(looseFindingSignature(violation));
    if (!isLethal(violation)) {
      this.#blameless.set(findingSignature({ ...violation, tag: null, path: null }, []), joined);
    }
    return joined;
  }
}

function kindsOf(steps: readonly Step[]): ReadonlySet<string> {
  return new Set(sendsIn(steps).map(({ channel, tag }) => (tag === null ? channel : `${channel} ${tag}`)));
}
