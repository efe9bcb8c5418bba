import { check, property, sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  SCENARIOS,
  isHarmless,
  targets,
  type Scenario,
  type ScenarioName,
} from '../../../src/arbitraries/index.js';
import { predict } from '../../../src/model/index.js';
import { bodyOf, channelsTo, type RecordType, type Type } from '../../../src/schema/index.js';
import {
  encode,
  sendsIn,
  show,
  text,
  textOf,
  type Case,
  type SendStep,
  type WireValue,
} from '../../../src/wire/index.js';
import { marimo } from '../schemas.js';

function named(name: ScenarioName): Scenario {
  const found = SCENARIOS.find((scenario) => scenario.name === name);
  if (found === undefined) throw new Error(name);
  return found;
}

function cases(name: ScenarioName, numRuns = 10, seed = 7): readonly Case[] {
  return sample(named(name).arbitrary(marimo, true), { seed, numRuns });
}

function messages(name: ScenarioName, numRuns = 10): readonly SendStep[] {
  return cases(name, numRuns).flatMap(({ steps }) => sendsIn(steps));
}

const bodies = new Map(
  channelsTo(marimo, 'to-kernel').map((channel) => [channel.name, bodyOf(channel).type]),
);

function outcome({ channel, value }: SendStep): string {
  return predict(marimo, bodies.get(channel) ?? { kind: 'nil' }, encode(value)).kind;
}

/** The texts in a field that holds one, or a list of them. */
function textsIn({ value }: SendStep, field: string): readonly string[] {
  const entries = value.kind === 'map' ? value.entries : [];
  const [, found] = entries.find(([key]) => key.kind === 'str' && textOf(key.bytes) === field) ?? [];
  const items = found?.kind === 'array' ? found.items : found === undefined ? [] : [found];
  return items.flatMap((item) => (item.kind === 'str' ? (textOf(item.bytes) ?? []) : []));
}

function raises({ steps }: Case): boolean {
  return sendsIn(steps).some((step) => textsIn(step, 'code').some((code) => code.includes('raise')));
}

/** Those that are told to one session. */
const ALONE = SCENARIOS.flatMap(({ name, aboutSessions }) => (aboutSessions ? [] : [name]));

describe('SCENARIOS', () => {
  it.each(ALONE)('%s sends only what a real kernel may be sent', (name) => {
    const steps = messages(name, name === 'large-payload' ? 3 : 10);
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) {
      const harm = isHarmless(marimo, step.channel, encode(step.value));
      expect(harm, show(step.value, 300)).toEqual({ kind: 'harmless' });
    }
  });

  it.each(ALONE)('%s is the same again by its seed, and another by another', (name) => {
    const frames = (seed: number): string =>
      cases(name, 1, seed)
        .flatMap(({ steps }) =>
          sendsIn(steps).map(({ value }) => Buffer.from(encode(value)).toString('latin1')),
        )
        .join(' ');
    expect(frames(7) === frames(7)).toBe(true);
    expect(frames(7) === frames(8)).toBe(false);
  });

  it('says what a version lacks, and plays nothing that it does not know', () => {
    const { 'execute-cells': gone, ...types } = Object.fromEntries(
      Object.values(marimo.types).map((record) => [record.tag?.value.value ?? record.name, record]),
    );
    expect(gone).toBeDefined();
    const older = {
      ...marimo,
      types: Object.fromEntries(Object.values(types).map((one) => [one.name, one])),
    };
    expect(named('warmup').lacks(older, true)).toContain('has no execute-cells');
    expect(named('typed-channels').lacks(older, true)).toBeNull();
    expect(ALONE.flatMap((name) => named(name).lacks(marimo, true) ?? [])).toEqual([]);
    expect(
      SCENARIOS.flatMap(({ aboutSessions, lacks }) => (aboutSessions ? [lacks(marimo, true, ['s1'])] : [])),
    ).toEqual([null, null, null, null]);
  });

  it('shrinks to few and plain messages', () => {
    const { counterexample } = check(
      property(named('correlation').arbitrary(marimo, true), (made) => !raises(made)),
      { seed: 3, numRuns: 100 },
    );
    const steps = sendsIn(counterexample?.[0].steps ?? []);
    expect(steps.length).toBeLessThanOrEqual(2);
    expect(steps.flatMap((step) => textsIn(step, 'code')).join()).toContain('raise ValueError("0-');
  });
});

describe('the ids of scenarios', () => {
  it('are never used twice, in one case or in two', () => {
    const ids = cases('correlation', 20).flatMap(({ steps }) =>
      sendsIn(steps).flatMap((step) =>
        ['cellIds', 'runId', 'requestId'].flatMap((field) => textsIn(step, field)),
      ),
    );
    expect(ids.length).toBeGreaterThan(200);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('stand in the code that is run under them', () => {
    for (const step of messages('execute')) {
      const codes = textsIn(step, 'codes');
      for (const [place, id] of textsIn(step, 'cellIds').entries()) expect(codes[place]).toContain(id);
    }
  });
});

describe('execute, forward-command, correlation and burst', () => {
  it.each(['warmup', 'execute', 'forward-command', 'correlation', 'burst'] as const)(
    '%s writes what every decoder of the version takes',
    (name) => {
      for (const step of messages(name, 5)) expect(outcome(step), show(step.value, 300)).not.toBe('refused');
    },
  );

  it('seldom say when they were asked for: a run that does is not sure to come about', () => {
    const runs = messages('execute', 20).filter(({ tag }) => tag === 'execute-cells');
    const timed = runs.filter(({ value }) => at(value, 'timestamp') !== undefined).length;
    expect(runs.length).toBeGreaterThan(100);
    expect(timed).toBeGreaterThan(0);
    expect(timed).toBeLessThan(runs.length / 8);
  });

  it('burst is a hundred to five thousand runs', () => {
    const sizes = cases('burst', 40).map(({ steps }) => steps.length);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...sizes)).toBeGreaterThan(2_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(5_000);
  });
});

describe('missing-required', () => {
  it('leaves out each required field of each command', () => {
    const sent = new Set(
      messages('missing-required', 1).map((step) => `${step.channel} ${step.tag} ${missing(step)}`),
    );
    for (const { channel, tag, record } of targets(marimo, true)) {
      for (const field of (record?.fields ?? []).filter((each) => each.default === null)) {
        expect(sent).toContain(`${channel} ${tag} ${field.name}`);
      }
    }
  });

  it('writes nothing that a decoder takes', () => {
    for (const step of messages('missing-required', 3))
      expect(outcome(step), show(step.value, 300)).not.toBe('value');
  });
});

/** The required fields of its record that a message does not have. */
function missing({ channel, tag, value }: SendStep): string {
  const target = targets(marimo, true).find((each) => each.channel === channel && each.tag === tag);
  const written = new Set(
    (value.kind === 'map' ? value.entries : []).map(([key]) =>
      key.kind === 'str' ? textOf(key.bytes) : null,
    ),
  );
  return (target?.record?.fields ?? [])
    .filter((field) => field.default === null && !written.has(field.name))
    .map(({ name }) => name)
    .join(' ');
}

describe('nested-evolution', () => {
  it('changes every nested record that a command can hold', () => {
    const changed = new Set(messages('nested-evolution', 40).map(({ tag, shape }) => `${tag} ${shape}`));
    const holders = targets(marimo, true).filter(({ record }) => holdsRecords(record));
    expect(holders.length).toBeGreaterThan(3);
    for (const { tag } of holders) {
      for (const shape of ['missing-required', 'extra-nested-field', 'retyped-field', 'renamed-field']) {
        expect(changed).toContain(`${tag} ${shape}`);
      }
    }
  });
});

function holdsRecords(record: RecordType | null): boolean {
  const refers = (type: Type): boolean =>
    type.kind === 'ref' ||
    (type.kind === 'union' && type.members.some(refers)) ||
    ((type.kind === 'list' || type.kind === 'sequence') && refers(type.item)) ||
    (type.kind === 'dict' && refers(type.value));
  return record?.fields.some(({ type }) => refers(type)) ?? false;
}

describe('typed-channels', () => {
  it('sends every command on every channel', () => {
    const sent = new Set(
      messages('typed-channels', 1).map(({ tag, channel, shape }) => `${tag} ${channel} ${shape}`),
    );
    const channels = [...bodies.keys()];
    for (const { tag, channel: own } of targets(marimo, true)) {
      for (const channel of channels) {
        const isText = tag === null && channel === own;
        if (!isText)
          expect(sent).toContain(`${tag} ${channel} ${channel === own ? 'valid' : 'wrong-channel'}`);
      }
    }
  });

  it('is refused on a wrong channel, unless that takes the same command', () => {
    for (const step of messages('typed-channels', 3).filter(({ shape }) => shape === 'wrong-channel')) {
      const shared = targets(marimo, true).some(
        ({ tag, channel }) => tag === step.tag && channel === step.channel,
      );
      expect(outcome(step) === 'refused', `${step.tag} on ${step.channel}`).toBe(!shared);
    }
  });
});

describe('crash-mid-send', () => {
  it('kills the kernel once, after what was sent', () => {
    for (const { steps } of cases('crash-mid-send')) {
      expect(steps.filter(({ kind }) => kind === 'fault')).toHaveLength(1);
      expect(steps.at(-1)?.kind).toBe('fault');
    }
  });
});

describe('large-payload', () => {
  it('goes up to ten megabytes, in code, in texts and in buffers', () => {
    const large = messages('large-payload', 12).filter(({ value }) => encode(value).length >= 10 * 2 ** 20);
    expect(new Set(large.map(({ tag }) => tag))).toEqual(
      new Set(['execute-cells', 'invoke-function', 'model']),
    );
  });
});

describe('merging and binary-buffers', () => {
  it.each(['merging', 'binary-buffers'] as const)('%s never writes an empty path', (name) => {
    const paths = messages(name, 30).flatMap(({ value }) => itemsOf(at(at(value, 'message'), 'bufferPaths')));
    expect(paths.length).toBeGreaterThan(50);
    for (const path of paths) expect(itemsOf(path).length).toBeGreaterThan(0);
  });

  it.each(['merging', 'binary-buffers'] as const)(
    '%s sends each change on control, perhaps once more as a copy, and all of one id in one way',
    (name) => {
      for (const { steps } of cases(name, 20)) {
        const changes = sendsIn(steps).filter(({ tag }) => tag === 'model' || tag === 'update-ui-element');
        const channels = grouped(changes, (step) => textsIn(step, 'token').join());
        for (const [token, sent] of channels) {
          expect(
            sent.map(({ channel }) => channel),
            token,
          ).toEqual(['control', 'ui_element'].slice(0, sent.length));
        }
        const ids = changes.flatMap((step) =>
          [...textsIn(step, 'modelId'), ...textsIn(step, 'objectIds')].map((id) => ({ id, step })),
        );
        for (const own of grouped(ids, ({ id }) => id).values()) {
          const ways = own.map(({ step }) =>
            channels.get(textsIn(step, 'token').join())?.some(({ channel }) => channel === 'ui_element'),
          );
          expect(new Set(ways).size).toBe(1);
        }
      }
    },
  );
});

describe('codec-version', () => {
  it('writes nothing in the other codec that a decoder takes', () => {
    const foreign = messages('codec-version', 20).filter(({ value }) => value.kind === 'raw');
    expect(foreign.length).toBeGreaterThan(100);
    expect(new Set(foreign.map(({ channel }) => channel))).toEqual(new Set(bodies.keys()));
    for (const step of foreign) expect(outcome(step), show(step.value, 300)).toBe('refused');
  });
});

function at(value: WireValue | undefined, name: string): WireValue | undefined {
  const entries = value?.kind === 'map' ? value.entries : [];
  return entries.find(([key]) => key.kind === 'str' && textOf(key.bytes) === name)?.[1];
}

function itemsOf(value: WireValue | undefined): readonly WireValue[] {
  return value?.kind === 'array' ? value.items : [];
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function namesTwice(step: SendStep, field: string): boolean {
  const ids = textsIn(step, field);
  return new Set(ids).size < ids.length;
}

function runsAndDeletes(step: SendStep): boolean {
  return textsIn(step, 'runIds').some((id) => textsIn(step, 'deleteIds').includes(id));
}

describe('graph', () => {
  it('sends every change of cells, and now and then one cell twice, or in two lists', () => {
    const steps = messages('graph', 60);
    const tags = new Set(steps.map(({ tag }) => tag));
    expect(tags).toEqual(
      new Set(['execute-cells', 'delete-cell', 'sync-graph', 'edit-cells', 'execute-stale-cells']),
    );
    expect(steps.some((step) => step.tag === 'execute-cells' && namesTwice(step, 'cellIds'))).toBe(true);
    expect(steps.some((step) => step.tag === 'edit-cells' && namesTwice(step, 'deleteIds'))).toBe(true);
    expect(steps.some((step) => step.tag === 'sync-graph' && runsAndDeletes(step))).toBe(true);
  });

  it('never names a cell to run without its code: that would be its own fault', () => {
    for (const step of messages('graph', 60).filter(({ tag }) => tag === 'sync-graph')) {
      const { value } = step;
      const entries = value.kind === 'map' ? value.entries : [];
      const [, cells] = entries.find(([key]) => key.kind === 'str' && textOf(key.bytes) === 'cells') ?? [];
      const known = cells?.kind === 'map' ? cells.entries.map(([key]) => show(key, 100)) : [];
      for (const id of textsIn(step, 'runIds')) expect(known).toContain(show(text(id), 100));
    }
  });
});

describe('unicode', () => {
  it('sends now and then code whose output holds half a character', () => {
    const codes = messages('unicode', 30).flatMap((step) => textsIn(step, 'code'));
    expect(codes.some((code) => /\\ud(?:800|fff)/u.test(code))).toBe(true);
  });
});
