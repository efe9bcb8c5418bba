import { afterAll, expect, it } from 'vitest';

import { chronicleOf } from '../../src/history/index.js';
import type { ShapeName } from '../../src/arbitraries/index.js';
import { marimoKernel, newestMarimoSchema } from '../../src/kernels/index.js';
import { tally, type Outcome, type Trial } from '../../src/oracles/index.js';
import { casesOf } from '../../src/runner/cases.js';
import { guardOf } from '../../src/runner/guardOf.js';
import { Lab } from '../../src/runner/lab.js';
import type { Live } from '../../src/runner/live.js';
import { violationsOf, type Tried } from '../../src/runner/tried.js';
import { readStreamFrame, sendsIn, type Case, type SendStep } from '../../src/wire/index.js';
import { describeWithPython } from '../kernels/withPython.js';

const schema = newestMarimoSchema();
const CASES = 2;
/** So much of a reply is compared: texts of errors list the names of a set, in any order. */
const REPLY_CHARS = 150;

/** Commands that run code: what is logged meanwhile goes with their output, see docs/findings.md. */
const RUNS = new Set([
  'execute-cells',
  'execute-scratchpad',
  'execute-stale-cells',
  'create-notebook',
  'sync-graph',
]);

/** What is known to end the kernel stays out, see docs/findings.md; so does what may take a second to complete. */
function isSafe({ channel, tag }: SendStep): boolean {
  return channel !== 'input' && tag !== 'model' && tag !== 'code-completion';
}

function made(shapes: readonly ShapeName[] | null, isKept: (step: SendStep) => boolean): readonly Case[] {
  const all = casesOf({ schema, seed: 5, shapes, harmless: true });
  return Array.from({ length: CASES }, (_, at) => ({
    steps: sendsIn(all.case(at).steps).flatMap((step): SendStep[] => {
      return isSafe(step) && isKept(step) ? [{ ...step, times: Math.min(step.times, 20) }] : [];
    }),
  }));
}

/** Cases of every shape without code that runs, and valid ones with it. */
function cases(): readonly Case[] {
  return [
    ...made(null, ({ tag, shape }) => shape !== 'large-payload' && (tag === null || !RUNS.has(tag))),
    ...made(['valid'], () => true),
  ];
}

/** What a kernel said in answer, without what is its own each time, in no order between channels. */
function replies({ history }: Trial): readonly string[] {
  return chronicleOf(history)
    .received.flatMap(({ bytes }) => {
      const reading = readStreamFrame(bytes);
      if (reading.kind !== 'notification') return [reading.kind];
      const answers =
        reading.op === 'function-call-result' || /preview|result|entries|cache/u.test(String(reading.op));
      // Where an object lies in memory is its own matter each time.
      const text = Buffer.from(bytes)
        .toString('latin1')
        .replaceAll(/0x[0-9a-f]{6,}/gu, '0x');
      // What a channel delivered, for a probe, holds tokens that are made anew each time.
      return answers && !text.includes('skewfuzz-probe') ? [text.slice(0, REPLY_CHARS)] : [];
    })
    .toSorted();
}

function missingIn(those: readonly string[], these: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const reply of those) left.set(reply, (left.get(reply) ?? 0) + 1);
  return these.flatMap((reply) => {
    const count = left.get(reply) ?? 0;
    left.set(reply, count - 1);
    return count > 0 ? [] : [reply];
  });
}

/** What was found, known bugs of the kernel included, but for one that is a race: see docs/findings.md. */
function told(tried: Tried): readonly string[] {
  return violationsOf(tried)
    .filter(({ rule }) => rule !== 'refusal-unlogged')
    .map(({ oracle, rule, outcome, step }) => `${oracle} ${rule} ${outcome} ${step}`);
}

describeWithPython('the tap in a real kernel', () => {
  const lives: Live[] = [];
  afterAll(async () => {
    for (const { kernel } of lives) await kernel.kill();
  });

  const tried = async (tap: boolean): Promise<readonly Tried[]> => {
    const kind = marimoKernel('marimo', { tap });
    await kind.prepare(() => {});
    const lab = new Lab(kind, schema, guardOf(kind, schema));
    const live = await lab.start();
    lives.push(live);
    const trials: Tried[] = [];
    for (const input of cases()) {
      trials.push(await lab.tryOn(live, input));
    }
    return trials;
  };

  it('changes neither the outcomes nor the replies, and lets more of them be known', async () => {
    const [without, tapped] = [await tried(false), await tried(true)];
    let more = 0;
    for (const [at, one] of without.entries()) {
      const both = tapped[at];
      if (both === undefined) throw new Error('a case is missing');
      const [trial, other] = [one.trial, both.trial];
      expect(told(both)).toEqual(told(one));
      expect(missingIn(replies(other), replies(trial))).toEqual([]);
      expect(missingIn(replies(trial), replies(other))).toEqual([]);
      const [own, all] = [tally(trial), tally(other)];
      expect(all.sent).toBe(own.sent);
      for (const outcome of ['lossy', 'dropped-logged', 'crash'] satisfies Outcome[]) {
        expect([outcome, all.outcomes.get(outcome)]).toEqual([outcome, own.outcomes.get(outcome)]);
      }
      expect(all.outcomes.get('refused') ?? 0).toBeGreaterThanOrEqual(own.outcomes.get('refused') ?? 0);
      more += all.judged - own.judged;
      // Every message but those whose understanding only the kernel can know.
      expect(all.judged).toBe(all.sent);
    }
    expect(more).toBeGreaterThan(50);
    expect(chronicleOf(without[0]?.trial.history ?? []).tapped).toEqual([]);
  }, 60_000);
});
