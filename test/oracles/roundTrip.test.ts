import { describe, expect, it } from 'vitest';
import type { Codec } from '../../src/schema/index.js';
import {
  array,
  bin,
  encode,
  ext,
  float32,
  float64,
  illFormed,
  int,
  map,
  nil,
  record,
  text,
  type LossName,
  type WireValue,
} from '../../src/wire/index.js';
import { echoTarget, Told } from './history.js';
import { TYPED, TYPED_ECHO } from './typedSchema.js';
import { judgement, violations } from './verdicts.js';

/** One message comes back as another. */
function came(
  back: WireValue | Uint8Array | null,
  sent: WireValue | Uint8Array,
  loses: readonly LossName[] = [],
): Told {
  return new Told(echoTarget(loses))
    .send('control', sent, { tag: 'ping', shape: 'odd' })
    .echo('control', 0, back);
}

/** `[[[...]]]`, so many deep. */
function nested(depth: number): Uint8Array {
  return Buffer.concat([Buffer.alloc(depth - 1, 0x91), Buffer.of(0x90)]);
}

function withCell(cell: WireValue): WireValue {
  return record({ type: text('ping'), cells: array([int(1), cell]) });
}

function withCode(code: WireValue): WireValue {
  return record({ type: text('ping'), id: int(1), codes: record({ anything: array([code]) }) });
}

function stamp(at: WireValue, id = 1): WireValue {
  return record({ type: text('stamp'), id: int(id), at });
}

/** More than is compared by its bytes. */
function long(letter: string): WireValue {
  return record({ id: text(letter), code: text(letter.repeat(5_000)) });
}

/** A typed kernel understands one message so. */
function echo(sent: WireValue, back: WireValue): Told {
  return new Told(TYPED_ECHO).send('control', sent).echo('control', 0, back);
}

/** A typed kernel whose commands come in a codec. */
function speaking(codec: Codec): Told {
  const [control] = TYPED.channels;
  if (control === undefined) throw new Error('no channel');
  const envelope = control.envelope.map((frame) => ({ ...frame, codec }));
  const schema = { ...TYPED, channels: [{ ...control, envelope }] };
  return new Told({ name: 'typed-echo', schema, answers: { kind: 'typed-echo', schema, loses: [] } });
}

const CHANGED = ['round-trip value-changed lossy control 0'];

describe('round-trip, untyped', () => {
  it('judges nothing where nothing came back', () => {
    expect(judgement(new Told().send('control', nil).trial, 'round-trip').verdict).toBe('unknown');
  });

  it('accepts what came back as it was', () => {
    const value = record({
      type: text('ping'),
      n: float64(Number.NaN),
      b: bin(Uint8Array.of(0, 255)),
      e: ext(5, Uint8Array.of(1)),
    });
    expect(judgement(came(value, value).trial, 'round-trip')).toMatchObject({ verdict: 'valid', judged: 1 });
  });

  it('accepts other header widths, in both directions', () => {
    const wide = int(1, 'uint64');
    expect(violations(came(int(1), wide).trial)).toEqual([]);
    expect(violations(came(wide, int(1)).trial)).toEqual([]);
  });

  it.each([
    ['NaN as nil', nil, float64(Number.NaN), 'float64 -> nil'],
    ['-0.0 as 0.0', float64(0), float64(-0), 'float64 sign of zero changed'],
    ['an int as a float', float64(1), int(1), 'int -> float64'],
    ['a float as an int', int(1), float64(1), 'float64 -> int'],
    ['a float of 32 bits as one of 64', float64(1.5), float32(1.5), 'float32 -> float64'],
    ['bin as str', text('a'), bin(Uint8Array.of(97)), 'bin -> str'],
    ['2^63 off by one', int(2n ** 63n - 1n), int(2n ** 63n), 'int changed'],
    ['a text cut short', text('ab'), text('abc'), 'str cut short'],
  ])('reports %s', (_, back, sent, change) => {
    const { trial } = came(back, sent);
    expect(violations(trial)).toEqual(CHANGED);
    expect(judgement(trial, 'round-trip').violations[0]).toMatchObject({
      path: '$',
      change,
      tag: 'ping',
      shape: 'odd',
    });
  });

  it('reports keys in another order, and a duplicate key that is gone', () => {
    const [a, b]: readonly (readonly [WireValue, WireValue])[] = [
      [text('a'), int(1)],
      [text('b'), int(2)],
    ];
    if (a === undefined || b === undefined) throw new Error('unreachable');
    expect(violations(came(map([b, a]), map([a, b])).trial)).toEqual(CHANGED);
    expect(violations(came(map([a]), map([a, a])).trial)).toEqual(CHANGED);
  });

  it('excuses the losses that the kernel has declared, and no others', () => {
    const twice = map([
      [text('a'), int(1)],
      [text('a'), int(2)],
    ]);
    const once = map([[text('a'), int(2)]]);
    expect(violations(came(once, twice, ['duplicate-keys']).trial)).toEqual([]);
    expect(violations(came(once, twice, ['float32']).trial)).toEqual(CHANGED);
    expect(violations(came(float64(1.5), float32(1.5), ['float32']).trial)).toEqual([]);
    expect(violations(came(float64(1.25), float32(1.5), ['float32']).trial)).toEqual(CHANGED);
  });

  it('lets a kernel that has declared it refuse an ext', () => {
    const value = array([ext(9, Uint8Array.of(1))]);
    const refused = (loses: readonly LossName[]): Told =>
      new Told(echoTarget(loses)).send('control', value).refuse('control', 0, 'Error');
    expect(violations(refused(['ext']).trial)).toEqual([]);
    expect(violations(refused([]).trial)).toEqual(['round-trip refused-valid refused control 0']);
  });

  it('says where: path, both values, byte offsets', () => {
    const { trial } = came(withCell(nil), withCell(float64(Number.NaN)));
    const [found] = judgement(trial, 'round-trip').violations;
    expect(found).toMatchObject({ expected: 'NaN', actual: 'nil' });
    expect(found?.because).toContain('$.cells[1]');
    expect(found?.because).toContain('byte 19');
  });

  it('reports a valid message that was refused', () => {
    const told = new Told().send('control', array([int(1)])).refuse('control', 0);
    expect(violations(told.trial)).toEqual(['round-trip refused-valid refused control 0']);
  });

  it('lets ill-formed text be kept raw or refused, but not replaced', () => {
    const sent = array([illFormed('\ud800')]);
    const refused = (kind: string): Told => new Told().send('control', sent).refuse('control', 0, kind);
    expect(violations(came(sent, sent).trial)).toEqual([]);
    expect(violations(refused('UnicodeDecodeError').trial)).toEqual([]);
    expect([...judgement(refused('UnicodeDecodeError').trial, 'round-trip').unknown.values()]).toEqual([1]);
    expect(violations(refused('DecodeError').trial)).toEqual(['round-trip refused-valid refused control 0']);
    expect(violations(came(array([text('\ufffd')]), sent).trial)).toEqual(CHANGED);
  });

  it('lets more than 500 containers be refused, and no fewer', () => {
    const refused = (depth: number, kind = 'RecursionError'): readonly string[] =>
      violations(new Told().send('control', nested(depth)).refuse('control', 0, kind).trial);
    expect(refused(501)).toEqual([]);
    expect(refused(500)).toEqual(['round-trip refused-valid refused control 0']);
    expect(refused(501, 'DecodeError')).toEqual(['round-trip refused-valid refused control 0']);
    expect(violations(came(nested(501), nested(501)).trial)).toEqual([]);
  });

  it('reports malformed bytes that were accepted, even when they come back as they were', () => {
    for (const bytes of [[], [0xc1], [0x01, 0x01], [0x92, 0x01]]) {
      const told = came(nil, Uint8Array.from(bytes));
      expect(violations(told.trial)).toEqual(['round-trip accepted-malformed echoed control 0']);
      const same = came(Uint8Array.from(bytes), Uint8Array.from(bytes));
      expect(violations(same.trial)).toEqual(['round-trip accepted-malformed echoed control 0']);
    }
  });

  it('reports a valid value that could not be encoded again', () => {
    expect(violations(came(null, int(1)).trial)).toEqual(['round-trip not-encoded refused control 0']);
    const illFormedText = illFormed('\ud800');
    expect(violations(came(null, illFormedText).trial)).toEqual([]);
  });

  it('reports a payload that is no value', () => {
    expect(violations(came(Uint8Array.of(0xc1), int(1)).trial)).toEqual([
      'round-trip payload-malformed lossy control 0',
    ]);
  });

  it('knows an old payload when it sees one', () => {
    const told = new Told().send('input', record({ id: int(7), code: text('x') }));
    told.send('control', record({ id: int(8), code: text('y') }));
    told.echo('input', 0).echo('control', 0, told.bytesOf('input', 0));
    expect(violations(told.trial)).toEqual(['round-trip stale-answer lossy control 1']);
  });

  it('knows an old payload by its hash when it is large', () => {
    const told = new Told().send('control', long('a')).send('control', long('b')).echo('control', 0);
    expect(violations(told.echo('control', 1, long('a')).trial)).toEqual([
      'round-trip stale-answer lossy control 1',
    ]);
  });

  it('takes doubtful answers for old payloads once one is proven', () => {
    const told = new Told()
      .send('control', array([int(1)]))
      .send('control', text('a'))
      .send('control', nil);
    told
      .echo('control', 0)
      .echo('control', 1, array([int(1)]))
      .echo('control', 2, text('a'));
    expect(violations(told.trial)).toEqual([
      'round-trip stale-answer lossy control 1',
      'round-trip stale-answer lossy control 2',
    ]);
  });

  it('does not take a single change for an old payload', () => {
    const told = new Told().send('control', array([int(1), nil, int(2)]));
    told.send('control', array([int(1), float64(Number.NaN), int(2)])).echo('control', 0);
    told.echo('control', 1, array([int(1), nil, int(2)]));
    expect(violations(told.trial)).toEqual(['round-trip value-changed lossy control 1']);
  });
});

describe('round-trip, typed', () => {
  it('expects what the decoder understood: unknown fields gone, defaults filled in, tag first', () => {
    const sent = record({ id: int(1), extra: int(2), type: text('ping') });
    expect(violations(echo(sent, record({ type: text('ping'), id: int(1), codes: map([]) })).trial)).toEqual(
      [],
    );
    expect(violations(echo(sent, record({ type: text('ping'), id: int(1) })).trial)).toEqual(CHANGED);
    expect(violations(echo(sent, sent).trial)).toEqual(CHANGED);
  });

  it('gives the path by fields, and entries of a dictionary without their keys', () => {
    const { trial } = echo(withCode(float64(-0)), withCode(float64(0)));
    expect(judgement(trial, 'round-trip').violations[0]).toMatchObject({ path: '$.codes[...][0]' });
  });

  it('lets any valid value stand where a default is made anew, but only there', () => {
    const sent = record({ type: text('stamp'), id: int(1) });
    expect(violations(echo(sent, stamp(float64(12.5))).trial)).toEqual([]);
    expect(violations(echo(sent, stamp(text('now'))).trial)).toEqual(CHANGED);
    expect(violations(echo(sent, stamp(float64(12.5), 2)).trial)).toEqual(CHANGED);
    expect(violations(echo(sent, sent).trial)).toEqual(CHANGED);
  });

  it('reports what the types do not allow and the kernel took', () => {
    const sent = record({ type: text('ping'), id: text('1') });
    expect(violations(echo(sent, sent).trial)).toEqual(['round-trip accepted-invalid echoed control 0']);
  });

  it('leaves open what only the kernel can know, and counts it', () => {
    const sent = record({ type: text('guarded'), id: int(1) });
    const echoed = echo(sent, sent).trial;
    const refused = new Told(TYPED_ECHO).send('control', sent).refuse('control', 0, 'AssertionError').trial;
    for (const trial of [echoed, refused]) {
      expect(violations(trial)).toEqual([]);
      const { verdict, unknown } = judgement(trial, 'round-trip');
      expect(verdict).toBe('unknown');
      expect([...unknown.values()]).toEqual([1]);
    }
  });

  it('leaves open what a channel takes that the schema does not have', () => {
    const told = new Told(TYPED_ECHO).send('elsewhere', int(1)).echo('elsewhere', 0);
    expect(violations(told.trial)).toEqual([]);
  });

  it('accepts a payload that stands in other header widths', () => {
    const bytes = Buffer.concat([Buffer.from('de0003', 'hex'), encode(text('type')), encode(text('stamp'))]);
    const rest = [text('id'), int(1), text('at'), float64(1)].map((value) => encode(value));
    const sent = record({ type: text('stamp'), id: int(1), at: float64(1) });
    const told = new Told(TYPED_ECHO)
      .send('control', sent)
      .echo('control', 0, Buffer.concat([bytes, ...rest]));
    expect(violations(told.trial)).toEqual([]);
  });
});

describe('round-trip, typed, of other codecs', () => {
  const ping = record({ type: text('ping'), id: int(1), codes: record({}) });

  it('expects the msgpack of what a JSON document says', () => {
    const sent = Buffer.from('{"id": 1, "type": "ping"}');
    expect(violations(speaking('json').send('control', sent).echo('control', 0, ping).trial)).toEqual([]);
    const other = speaking('json').send('control', sent).echo('control', 0, sent);
    expect(violations(other.trial)).toEqual(['round-trip payload-malformed lossy control 0']);
  });

  it('expects that msgpack is refused where JSON is spoken', () => {
    const refused = speaking('json').send('control', ping).refuse('control', 0);
    expect(violations(refused.trial)).toEqual([]);
    const taken = speaking('json').send('control', ping).echo('control', 0, ping);
    expect(violations(taken.trial)).toEqual(['round-trip accepted-malformed echoed control 0']);
  });

  it('cannot judge an integer that msgpack does not hold, or a codec that nobody predicts', () => {
    const wide = Buffer.from(`{"id": ${2n ** 70n}, "type": "ping"}`);
    const unwritable = speaking('json').send('control', wide).echo('control', 0, null).trial;
    expect(violations(unwritable)).toEqual([]);
    expect([...judgement(unwritable, 'round-trip').unknown.keys()]).toEqual([
      'only the kernel can know: msgpack does not hold an integer of that size',
    ]);
    const pickled = speaking('pickle').send('control', ping).echo('control', 0, ping).trial;
    expect(judgement(pickled, 'round-trip').verdict).toBe('unknown');
  });
});
