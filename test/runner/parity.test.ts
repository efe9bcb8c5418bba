import { describe, expect, it } from 'vitest';

import { SHAPE_NAMES, type ShapeName } from '../../src/arbitraries/index.js';
import { echoKernel, inProcessEchoKernel, MUTANTS, newestMarimoSchema } from '../../src/kernels/index.js';
import type { EchoOptions, KernelKind } from '../../src/kernels/index.js';
import { casesOf, parseSeed } from '../../src/runner/index.js';
import { guardOf } from '../../src/runner/guardOf.js';
import { Lab } from '../../src/runner/lab.js';
import type { Patience } from '../../src/runner/limits.js';
import { encode, sendsIn, type Case, type SendCase, type SendStep } from '../../src/wire/index.js';
import type { Judgement } from '../../src/oracles/index.js';

/** The two launchers of the one loop, on the same cases. */

const schema = newestMarimoSchema();
const STEPS_PER_CASE = 5;
const BYTES_MAX = 2 * 1024 * 1024;
/** Some mutants keep silent: nobody waits long for them. */
const PATIENCE: Patience = { silenceMs: 700, againMs: 200, graceMs: 50 };

/** A few messages of a shape, as a run with that shape alone makes them; not the largest. */
function stepsOf(shape: ShapeName): readonly SendStep[] {
  const cases = casesOf({ schema, seed: parseSeed('1').number, shapes: [shape], harmless: false });
  return [0, 1].flatMap((index) =>
    sendsIn(cases.case(index).steps)
      .filter(({ value }) => encode(value).length <= BYTES_MAX)
      .slice(0, STEPS_PER_CASE),
  );
}

const everyShape: SendCase = { steps: SHAPE_NAMES.flatMap(stepsOf) };
/** Nobody promises an order between channels, and one mutant makes one message of what it saw of another. */
const inOneOrder: Case = { steps: everyShape.steps.filter(({ channel }) => channel === 'control') };
const MIXES_CHANNELS = new Set(['stale-buffer']);

async function judgementsOf(kind: KernelKind, input: Case): Promise<readonly Judgement[]> {
  const lab = new Lab(kind, schema, guardOf(kind, schema));
  const live = await lab.start();
  try {
    return (await lab.tryOn(live, input, { patience: PATIENCE, thenStop: true })).judgements;
  } finally {
    await live.kernel.kill();
  }
}

function both(options: EchoOptions, input: Case): Promise<readonly (readonly Judgement[])[]> {
  const kinds = [echoKernel(options), inProcessEchoKernel(options)];
  return Promise.all(kinds.map((kind) => judgementsOf(kind, input)));
}

/** What is wrong, by oracle and rule; how often may hang on timing. */
function rulesIn(judgements: readonly Judgement[] | undefined): readonly string[] {
  const rules = (judgements ?? []).flatMap(({ violations }) =>
    violations.map(({ oracle, rule }) => `${oracle}/${rule}`),
  );
  return [...new Set(rules)].toSorted();
}

/** A loop that never ends would end this process too. */
const KEEPS_BUSY = new Set(['hang-on-deep', 'hang-on-large']);

describe('the echo kernel in a process of its own and in this one', () => {
  it('are tried with every shape', () => {
    expect(new Set(everyShape.steps.map(({ shape }) => shape))).toEqual(new Set(SHAPE_NAMES));
  });

  it('are judged alike when healthy, to the last count', async () => {
    const [apart, within] = await both({}, everyShape);
    expect(within).toEqual(apart);
    expect(apart?.map(({ oracle, verdict }) => [oracle, verdict])).toEqual(
      ['alive', 'clean-decode-failure', 'fifo', 'round-trip', 'notification'].map((name) => [name, 'valid']),
    );
  });

  // What only a fault shows needs a process to be damaged.
  const seen = MUTANTS.filter(({ name, faults }) => !KEEPS_BUSY.has(name) && faults === undefined);
  it.each(seen.map(({ name, oracle }) => [name, oracle]))(
    'break the same rules as %s',
    async (name, oracle) => {
      const [apart, within] = await both(
        { mutant: name },
        MIXES_CHANNELS.has(name) ? inOneOrder : everyShape,
      );
      // An answer that names another channel has no place in the order there: it is out of it or not, by chance.
      const sure = (rules: readonly string[]): readonly string[] =>
        name === 'wrong-channel' ? rules.filter((rule) => rule !== 'fifo/reordered') : rules;
      expect(sure(rulesIn(within))).toEqual(sure(rulesIn(apart)));
      expect(rulesIn(within).filter((rule) => rule.startsWith(`${oracle}/`))).not.toEqual([]);
    },
  );
});
