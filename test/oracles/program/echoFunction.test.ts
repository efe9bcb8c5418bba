import { describe, expect, it } from 'vitest';
import {
  array,
  bin,
  encode,
  ext,
  float64,
  int,
  map,
  nil,
  text,
  bool,
  type WireValue,
} from '../../../src/wire/index.js';
import { judgement, violations } from '../verdicts.js';
import { Asked } from './asked.js';
import { call } from './programTarget.js';

const echoed = (sent: WireValue, back: unknown, code = 'ok'): Asked =>
  new Asked()
    .send('control', call('f', 'echo', sent))
    .probeControl()
    .called('f', back, code)
    .completed()
    .probed();

/** The largest int is echoed as this JSON. */
function largest(json: string): Asked {
  const told = new Asked().send('control', call('f', 'echo', int(2n ** 64n - 1n))).probeControl();
  const result = `{"op":"function-call-result","function_call_id":"f","return_value":${json},"status":{"code":"ok"},"found":true}`;
  return told
    .receive(encode(bin(Buffer.from(result))))
    .completed()
    .probed();
}

describe('a program: the echo function', () => {
  it.each([
    ['NaN as null', float64(Number.NaN), null],
    ['an infinity as null', float64(-Infinity), null],
    ['bytes as base64', bin(Uint8Array.of(0, 255, 128)), 'AP+A'],
    [
      'keys as text',
      map([
        [int(1), nil],
        [bin(Uint8Array.of(1)), nil],
        [float64(1.5), nil],
      ]),
      { 1: null, 'AQ==': null, 1.5: null },
    ],
    ['text of every kind', text('\u{1f600}\0\ufeff'), '\u{1f600}\0\ufeff'],
    ['lists and maps', array([map([[text('a'), array([bool(true)])]])]), [{ a: [true] }]],
  ])('gives back %s', (_, sent, back) => {
    const { trial } = echoed(sent, back);
    expect(violations(trial)).toEqual([]);
    expect(judgement(trial, 'round-trip')).toMatchObject({ verdict: 'valid' });
  });

  it.each([
    ['an int as another', int(1), 2, '$.args.v', 'int changed'],
    ['an item too few', array([int(1), int(2)]), [1], '$.args.v[1]', 'item missing'],
    ['a key changed', map([[int(1), nil]]), { 2: null }, 'key in $.args.v', 'key of int changed'],
    ['a nested text', map([[text('a'), text('b')]]), { a: 'c' }, '$.args.v[...]', 'str changed'],
    ['a float as null', float64(1.5), null, '$.args.v', 'float -> nil'],
  ])('reports %s', (_, sent, back, path, change) => {
    const { trial } = echoed(sent, back);
    expect(violations(trial)).toEqual(['round-trip value-changed lossy control 0']);
    expect(judgement(trial, 'round-trip').violations[0]).toMatchObject({ path, change });
  });

  it('leaves open what has no certain form in JSON', () => {
    const { trial } = echoed(ext(5, Uint8Array.of(1)), '<Ext object at 0x7f>');
    expect(violations(trial)).toEqual([]);
    expect(judgement(trial, 'round-trip').unknown.size).toBe(1);
  });

  it('tells ints from floats and keeps large ones exact', () => {
    expect(violations(largest('18446744073709551615').trial)).toEqual([]);
    expect(violations(largest('18446744073709551614').trial)).toEqual([
      'round-trip value-changed lossy control 0',
    ]);
    expect(violations(largest('1.8446744073709552e19').trial)).toEqual([
      'round-trip value-changed lossy control 0',
    ]);
  });

  it('reports a call that failed', () => {
    expect(violations(echoed(int(1), null, 'error').trial)).toEqual([
      'round-trip value-changed lossy control 0',
    ]);
  });

  it('leaves open a call of a function that is not there', () => {
    const told = new Asked().send('control', call('f', 'echo', int(1))).probeControl();
    const status = { code: 'error' };
    told.json({
      op: 'function-call-result',
      function_call_id: 'f',
      return_value: null,
      status,
      found: false,
    });
    const { trial } = told.completed().probed();
    expect(violations(trial)).toEqual([]);
    expect([...judgement(trial, 'round-trip').unknown.keys()]).toEqual(['the echo function is not there']);
  });

  it('reports a call whose result never came', () => {
    const told = new Asked()
      .send('control', call('f', 'echo', map([[nil, int(1)]])))
      .probeControl()
      .completed()
      .probed();
    expect(violations(told.trial)).toEqual(['fifo lost dropped-silent control 0']);
  });
});
