import { check, property, sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  SHAPES,
  SHAPE_NAMES,
  swarm,
  workload,
  type ShapeName,
  type Swarm,
  type WorkloadOptions,
} from '../../src/arbitraries/index.js';
import { array, encode, record, show, text, type SendCase, type SendStep } from '../../src/wire/index.js';
import { marimo } from './schemas.js';

function only(...names: readonly ShapeName[]): Swarm {
  return { weights: new Map(SHAPE_NAMES.map((name) => [name, names.includes(name) ? 1 : 0])) };
}

function cases(options: Partial<WorkloadOptions>, numRuns = 20): readonly SendCase[] {
  const all = { schema: marimo, swarm: only('valid'), harmless: true, ...options };
  return sample(workload(all), { seed: 21, numRuns });
}

/** The smallest case, by this arbitrary, for which a predicate holds. */
function minimal(options: Partial<WorkloadOptions>, holds: (case_: SendCase) => boolean): SendCase {
  const all = { schema: marimo, swarm: only('valid'), harmless: false, ...options };
  const found = check(
    property(workload(all), (value) => !holds(value)),
    { seed: 4, numRuns: 300 },
  );
  if (found.counterexample === null) throw new Error('no case was found for which the predicate holds');
  return found.counterexample[0];
}

function bytesOf(made: SendCase | undefined): number {
  return (made?.steps ?? []).reduce((sum, { value, times }) => sum + encode(value).length * times, 0);
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

function mentions(step: SendStep, wanted: string): boolean {
  return Buffer.from(encode(step.value)).includes(wanted);
}

describe('workload', () => {
  it('holds every focus that it was given, in any order', () => {
    const tags = ['clear-cache', 'delete-cell', 'execute-cells', 'model'];
    const focuses = tags.map((tag) => ({ channel: 'control', tag, shape: 'late-tag' as const }));
    for (const { steps } of cases({ focuses, messagesMax: 30 }, 5)) {
      const late = steps.filter(({ shape }) => shape === 'late-tag').map(({ tag }) => tag);
      for (const tag of tags) expect(late).toContain(tag);
    }
  });

  it('holds the focus, for every shape', () => {
    for (const { name, applies } of SHAPES) {
      const tag = applies(marimo, 'control', 'execute-cells') ? 'execute-cells' : 'preview-dataset-column';
      const focus = { channel: 'control', tag, shape: name };
      for (const { steps } of cases({ focuses: [focus], messagesMax: 30 }, 3)) {
        expect(
          steps.some((step) => step.shape === name && step.tag === tag),
          name,
        ).toBe(true);
      }
    }
  });

  it('keeps to its number of messages and to its bytes', () => {
    const limits = [
      { messagesMax: 100, bytesMax: 1_000_000 },
      { messagesMax: 5_000, bytesMax: 30_000 },
    ];
    for (const [at, drawn] of sample(swarm(), { seed: 2, numRuns: 6 }).entries()) {
      for (const { messagesMax, bytesMax } of limits) {
        const options = { schema: marimo, swarm: drawn, harmless: true, messagesMax, bytesMax };
        const [made] = sample(workload(options), { seed: at, numRuns: 1 });
        expect(made?.steps.length).toBeLessThanOrEqual(messagesMax);
        // The last message may be one of the largest kind.
        expect(bytesOf(made)).toBeLessThanOrEqual(bytesMax + 100_000);
      }
    }
  });

  it('is not crowded out by what is large, or many', () => {
    const made = cases({ swarm: only(...SHAPE_NAMES) }, 20);
    expect(mean(made.map(({ steps }) => steps.length))).toBeGreaterThan(200);
    expect(mean(made.map(bytesOf))).toBeLessThan(200 * 1024);
  });

  it('gives no two messages of a burst the same bytes', () => {
    for (const tag of ['list-secret-keys', 'clear-cache', 'execute-cells']) {
      const focus = { channel: 'control', tag, shape: 'burst' as const };
      for (const { steps } of cases({ focuses: [focus], messagesMax: 1 }, 5)) {
        const burst = steps.filter(({ shape }) => shape === 'burst');
        expect(burst.length).toBeGreaterThanOrEqual(100);
        expect(new Set(burst.map(({ value }) => Buffer.from(encode(value)).toString('hex'))).size).toBe(
          burst.length,
        );
      }
    }
  });

  it('has several senders on several channels at once', () => {
    const focus = { channel: 'completion', tag: 'code-completion', shape: 'concurrent-senders' as const };
    for (const { steps } of cases({ focuses: [focus], messagesMax: 1 }, 5)) {
      const crowd = steps.filter(({ shape }) => shape === 'concurrent-senders');
      expect(new Set(crowd.map(({ sender }) => sender)).size).toBeGreaterThan(2);
      expect(new Set(crowd.map(({ channel }) => channel)).size).toBeGreaterThan(1);
    }
  });

  it('sends one frame many times where it is to be repeated', () => {
    const focus = { channel: 'control', tag: 'clear-cache', shape: 'repeated' as const };
    const times = cases({ focuses: [focus], messagesMax: 1 }).flatMap(({ steps }) =>
      steps.filter(({ shape }) => shape === 'repeated').map((step) => step.times),
    );
    expect(Math.min(...times)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...times)).toBeGreaterThan(10);
  });

  it('uses only the channels and shapes that were asked for', () => {
    for (const { steps } of cases({ channels: ['completion'], swarm: only('concurrent-senders', 'text') })) {
      expect(new Set(steps.map(({ channel }) => channel))).toEqual(new Set(['completion']));
      expect(new Set(steps.map(({ shape }) => shape))).toEqual(new Set(['concurrent-senders', 'text']));
    }
  });

  it('sends a real marimo at most one text that nobody reads', () => {
    const focus = { channel: 'input', tag: null, shape: 'burst' as const };
    for (const { steps } of cases({ focuses: [focus] })) {
      expect(
        steps.filter(({ channel, value }) => channel === 'input' && value.kind === 'str').length,
      ).toBeLessThanOrEqual(1);
    }
    expect(
      cases({ focuses: [focus], harmless: false }, 1)[0]?.steps.filter(({ channel }) => channel === 'input')
        .length,
    ).toBeGreaterThan(99);
  });

  it('is empty where nothing is on', () => {
    expect(cases({ swarm: only() }, 1)).toEqual([{ steps: [] }]);
  });
});

describe('shrinking a workload', () => {
  it('leaves the one message that matters, at its simplest', () => {
    const { steps } = minimal({}, (made) => made.steps.some(({ tag }) => tag === 'execute-cells'));
    const simplest = record({ type: text('execute-cells'), cellIds: array([]), codes: array([]) });
    expect(steps.map(({ value }) => show(value))).toEqual([show(simplest)]);
  });

  it('leaves as many messages as matter, wherever they stood', () => {
    const { steps } = minimal({}, (made) => made.steps.filter(({ tag }) => tag === 'model').length >= 3);
    expect(steps.map(({ tag }) => tag)).toEqual(['model', 'model', 'model']);
  });

  it('finds the length of a burst that matters', () => {
    const focus = { channel: 'control', tag: 'clear-cache', shape: 'burst' as const };
    const { steps } = minimal({ focuses: [focus], swarm: only('burst') }, (made) => made.steps.length >= 37);
    expect(steps).toHaveLength(37);
  });

  it('takes apart what has nothing to do with the failure', () => {
    const options = { swarm: only('extra-field'), channels: ['completion'] };
    const { steps } = minimal(options, ({ steps: all }) => all.some((step) => mentions(step, '日本')));
    expect(steps).toHaveLength(1);
    expect(encode(steps[0]?.value ?? { kind: 'nil' }).length).toBeLessThan(80);
  });

  it('keeps what a shape promises', () => {
    const { steps } = minimal({ swarm: only('burst', 'text') }, (made) =>
      made.steps.some(({ shape }) => shape === 'text'),
    );
    expect(steps.map(({ shape }) => shape)).toEqual(['text']);
  });
});
