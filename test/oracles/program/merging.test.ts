import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../src/oracles/index.js';
import { array, bin, int, nil, record, text, type WireValue } from '../../../src/wire/index.js';
import { judgement, violations } from '../verdicts.js';
import { Asked } from './asked.js';
import { call, command } from './programTarget.js';

class Merged extends Asked {
  set(
    values: Readonly<Record<string, WireValue>>,
    token: string | null = null,
    channel: string = 'control',
  ): this {
    const fields = {
      ids: array(Object.keys(values).map((id) => text(id))),
      values: array(Object.values(values)),
      token: token === null ? nil : text(token),
    };
    return this.send(channel, command('change', fields), { tag: 'change' });
  }

  /** On both channels, with one token. */
  setTwice(values: Readonly<Record<string, WireValue>>, token: string): this {
    return this.set(values, token).set(values, token, 'ui_element');
  }

  update(
    state: Readonly<Record<string, WireValue>>,
    buffers: readonly (readonly [path: readonly string[], byte: number])[] = [],
  ): this {
    const message = record({
      method: text('update'),
      state: record(state),
      paths: array(buffers.map(([path]) => array(path.map((name) => text(name))))),
    });
    return this.model(
      message,
      buffers.map(([, byte]) => bin(Uint8Array.of(byte))),
    );
  }

  model(message: WireValue, buffers: readonly WireValue[] = []): this {
    const fields = { id: text('m1'), message, buffers: array(buffers), token: nil };
    return this.send('control', command('model', fields), { tag: 'model' });
  }

  ask(id: string): this {
    return this.send('control', call(`ask ${id}`, 'state', text(id)), {
      tag: 'invoke-function',
    }).probeControl();
  }

  shows(id: string, value: unknown): this {
    return this.called(`ask ${id}`, value).completed().probed();
  }
}

const custom = (content: WireValue): WireValue => record({ method: text('custom'), content });
const doubts = (trial: Trial): readonly string[] => [...judgement(trial, 'merging').unknown.keys()];

const twice = (): Merged =>
  new Merged()
    .setTwice({ e1: int(1) }, 'a')
    .setTwice({ e1: int(2) }, 'b')
    .ask('e1');

const again = (): Merged =>
  new Merged()
    .set({ e1: int(1) }, 'a')
    .set({ e1: int(2) }, 'a')
    .set({ e1: int(3) }, 'a')
    .ask('e1');
const between = (): Merged =>
  new Merged()
    .update({ a: int(1) })
    .model(custom(int(7)))
    .update({ a: int(2), b: int(0) })
    .ask('m1');

describe('a program: changes of an element', () => {
  const sent = (): Merged =>
    new Merged()
      .set({ e1: int(1) })
      .set({ e1: int(2), e2: int(9) })
      .set({ e1: int(3) })
      .ask('e1');

  it('are merged as they like, and the last one wins', () => {
    expect(violations(sent().shows('e1', { value: 3 }).trial)).toEqual([]);
    expect(judgement(sent().shows('e1', { value: 3 }).trial, 'merging')).toMatchObject({
      verdict: 'valid',
      judged: 1,
    });
  });

  it('of which the last one was lost are told', () => {
    expect(violations(sent().shows('e1', { value: 2 }).trial)).toEqual([
      'merging last-write-lost lossy control 2',
    ]);
    expect(violations(sent().shows('e1', {}).trial)).toEqual(['merging last-write-lost lossy control 2']);
  });

  it('count once when they come on both channels with one token', () => {
    expect(violations(twice().shows('e1', { value: 2 }).trial)).toEqual([]);
    expect(violations(twice().shows('e1', { value: 1 }).trial)).toEqual([
      'merging last-write-lost lossy control 2',
    ]);
  });

  it('that come after the question do not count', () => {
    const told = new Merged()
      .set({ e1: int(1) })
      .ask('e1')
      .set({ e1: int(2) });
    expect(violations(told.shows('e1', { value: 1 }).trial)).toEqual([]);
  });

  it('that come after the question may come before it where they were sent as copies', () => {
    const told = new Merged()
      .setTwice({ e1: int(1) }, 'a')
      .ask('e1')
      .setTwice({ e1: int(2) }, 'b');
    const { trial } = told.shows('e1', { value: 2 });
    expect(violations(trial)).toEqual([]);
    expect(doubts(trial)).toEqual(['a copy of what was changed later may have come first']);
  });

  it.each([
    [
      'one token stands for several changes',
      new Merged().setTwice({ e1: int(1) }, 'a').set({ e1: int(2) }, 'a'),
    ],
    [
      'sent on ui_element and not in the same way on control',
      new Merged().set({ e1: int(1) }, 'a').set({ e1: int(2) }, 'b', 'ui_element'),
    ],
    [
      'sent on ui_element and not in the same way on control',
      new Merged().set({ e1: int(1) }, 'a').set({ e1: int(2) }, 'a', 'ui_element'),
    ],
    [
      'sent on ui_element and not in the same way on control',
      new Merged()
        .set({ e1: int(1) }, 'a')
        .set({ e1: int(2) }, 'b')
        .set({ e1: int(2) }, 'b', 'ui_element')
        .set({ e1: int(1) }, 'a', 'ui_element'),
    ],
    [
      'some of its changes were sent twice and some once',
      new Merged().set({ e1: int(1) }, 'a').setTwice({ e1: int(2) }, 'b'),
    ],
  ])('are not judged when %s', (doubt, told) => {
    const { trial } = told.ask('e1').shows('e1', { value: 7 });
    expect(violations(trial)).toEqual([]);
    expect(doubts(trial)).toEqual([doubt]);
  });

  it('count each time, or once, when one token stands for several', () => {
    expect(violations(again().shows('e1', { value: 3 }).trial)).toEqual([]);
    expect(violations(again().shows('e1', { value: 1 }).trial)).toEqual([]);
    const { trial } = again().shows('e1', { value: 2 });
    expect(violations(trial)).toEqual(['merging last-write-lost lossy control 2']);
    expect(judgement(trial, 'merging').violations[0]?.change).toBe('element, one token for several');
  });

  it('that is a part of another are changed each by itself', () => {
    const parts = (): Merged => new Merged().set({ p1: text('a'), p2: text('b') }).ask('p1');
    expect(violations(parts().shows('p1', { value: 'a' }).trial)).toEqual([]);
    const { trial } = parts().shows('p1', { value: '' });
    expect(violations(trial)).toEqual(['merging last-write-lost lossy control 0']);
    expect(judgement(trial, 'merging').violations[0]?.change).toBe('part');
    const odd = new Merged().set({ p1: int(1) }).ask('p1');
    expect(doubts(odd.shows('p1', { value: '' }).trial)).toEqual(['a part is given what is no text']);
  });

  it('are not judged where the release shows none, or the element is none of its own', () => {
    expect(
      doubts(
        new Merged()
          .set({ e1: int(1) })
          .ask('e1')
          .shows('e1', null).trial,
      ),
    ).toEqual(['this release keeps its elements and models elsewhere']);
    const other = new Merged()
      .set({ x: int(1) })
      .ask('x')
      .shows('x', { value: 2 });
    expect(violations(other.trial)).toEqual([]);
  });
});

const updated = (): Merged =>
  new Merged()
    .update({ a: int(1), b: int(1) }, [[['a', 'x'], 1]])
    .update({ b: int(2) }, [[['c'], 2]])
    .update({ a: int(3) }, [[['c'], 3]])
    .ask('m1');

const withMessages = (): Merged =>
  new Merged()
    .model(custom(int(1)))
    .update({ a: int(1) })
    .model(custom(int(2)))
    .ask('m1');

describe('a program: changes of a model', () => {
  it('leave the last value of each key, and the buffers that none replaced', () => {
    const { trial } = updated().shows('m1', {
      state: { a: 3, b: 2, z: 0 },
      buffers: [[['c'], 'Aw==']],
      customs: [],
    });
    expect(violations(trial)).toEqual([]);
    expect(judgement(trial, 'merging').judged).toBe(3);
  });

  it.each([
    ['a key', { state: { a: 1, b: 2 }, buffers: [[['c'], 'Aw==']] }, 2],
    ['a key that is gone', { state: { a: 3 }, buffers: [[['c'], 'Aw==']] }, 1],
    ['a buffer', { state: { a: 3, b: 2 }, buffers: [[['c'], 'Ag==']] }, 2],
    ['a buffer that is gone', { state: { a: 3, b: 2 }, buffers: [] }, 2],
  ])('that were lost are told: %s', (_, shown, step) => {
    expect(violations(updated().shows('m1', shown).trial)).toEqual([
      `merging last-write-lost lossy control ${step}`,
    ]);
  });

  it('pass on every message of its own, in order', () => {
    const shown = { state: { a: 1 }, buffers: [] };
    expect(violations(withMessages().shows('m1', { ...shown, customs: [7, 1, 2] }).trial)).toEqual([]);
    expect(violations(withMessages().shows('m1', { ...shown, customs: [7, 1] }).trial)).toEqual([
      'merging custom-lost lossy control 2',
    ]);
    expect(violations(withMessages().shows('m1', { ...shown, customs: [2, 1] }).trial)).toEqual([
      'merging custom-lost lossy control 2',
    ]);
  });

  it('come before the messages that follow them, and perhaps with later ones', () => {
    const shown = { state: { a: 2, b: 0 }, buffers: [], customs: [7] };
    for (const seen of [{ a: 1 }, { a: 1, b: 9 }, { a: 2, b: 0 }]) {
      expect(violations(between().shows('m1', { ...shown, seen: [{}, seen] }).trial)).toEqual([]);
    }
    for (const seen of [{}, { a: 0 }]) {
      expect(violations(between().shows('m1', { ...shown, seen: [seen] }).trial)).toEqual([
        'merging custom-early reordered control 1',
      ]);
    }
  });

  it('are not judged where a buffer has no place or none of its own', () => {
    const hollow = new Merged()
      .update({ a: int(1) }, [[[], 1]])
      .ask('m1')
      .shows('m1', { state: {} });
    expect(doubts(hollow.trial)).toEqual(['a buffer without a place']);
    const uneven = record({ method: text('update'), state: record({}), paths: array([array([text('a')])]) });
    expect(doubts(new Merged().model(uneven).ask('m1').shows('m1', { state: {} }).trial)).toEqual([
      'the lists of a change are not equally long',
    ]);
  });
});

const widget = (id: string, sends: unknown): Merged => {
  const asked = new Merged()
    .update({ a: int(1) }, [[['raw'], 7]])
    .update({ b: int(2) })
    .send('control', call('w', 'widget', text(id)), { tag: 'invoke-function' })
    .probeControl();
  if (sends !== null) asked.json({ op: 'model-lifecycle', model_id: id, message: sends });
  return asked.called('w', true).completed().probed();
};

const changes = (sends: unknown): readonly string[] =>
  judgement(widget('m1', sends).trial, 'merging').violations.map(({ change }) => change ?? '');

describe('a program: what a model sends', () => {
  const message = { method: 'update', state: { a: 1, b: 2 }, buffer_paths: [['raw']], buffers: ['Bw=='] };

  it('is what was last written, byte for byte', () => {
    const { trial } = widget('m1', message);
    expect(violations(trial)).toEqual([]);
    expect(judgement(trial, 'merging').judged).toBe(3);
  });

  it('has no other byte, no value less, and is sent at all', () => {
    expect(changes({ ...message, buffers: ['CA=='] })).toEqual(['buffer']);
    expect(changes({ ...message, state: { a: 1 } })).toEqual(['state']);
    expect(changes(null)).toEqual(['state', 'state', 'buffer']);
  });

  it('is unknown where the release lets nothing send', () => {
    const { trial } = new Merged()
      .update({ a: int(1) })
      .send('control', call('w', 'widget', text('m1')), { tag: 'invoke-function' })
      .probeControl()
      .called('w', null)
      .completed()
      .probed();
    expect(violations(trial)).toEqual([]);
    expect(doubts(trial)).toContain('this release keeps its elements and models elsewhere');
  });
});
