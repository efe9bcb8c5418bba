import { describe, expect, it } from 'vitest';
import {
  array,
  encode,
  ext,
  illFormed,
  int,
  nil,
  record,
  text,
  type WireValue,
} from '../../src/wire/index.js';
import { Told } from './history.js';
import { TYPED_ECHO } from './typedSchema.js';
import { judgement, violations } from './verdicts.js';

const TORN = Uint8Array.of(0x92, 0x01);

/** The frame is refused by an untyped echo with this class of error. */
function untyped(bytes: Uint8Array, kind: string): readonly string[] {
  return violations(new Told().send('control', bytes).refuse('control', 0, kind).trial);
}

/** The message is refused by a typed echo with this class of error, at this path. */
function refused(message: WireValue | Uint8Array, kind: string, path: string | null): readonly string[] {
  return violations(new Told(TYPED_ECHO).send('control', message).refuse('control', 0, kind, path).trial);
}

/** One frame that is no message, then a probe. */
function torn(): Told {
  return new Told().send('control', TORN, { shape: 'truncated' }).probe('control', int(7));
}

describe('clean-decode-failure, untyped', () => {
  it('judges nothing where nothing was refused', () => {
    const { trial } = new Told().send('control', nil).echo('control', 0);
    expect(judgement(trial, 'clean-decode-failure')).toMatchObject({ verdict: 'unknown', judged: 0 });
  });

  it('accepts a refusal after which the next message is served', () => {
    const { trial } = torn().refuse('control', 0).echo('control', 1);
    expect(violations(trial)).toEqual([]);
    expect(judgement(trial, 'clean-decode-failure')).toMatchObject({ verdict: 'valid', judged: 1 });
  });

  it('accepts an empty frame as a truncated one', () => {
    const told = new Told().send('control', new Uint8Array(0)).probe('control').refuse('control', 0);
    expect(violations(told.echo('control', 1).trial)).toEqual([]);
  });

  it('reports an error that a decoder does not raise', () => {
    const { trial } = torn().refuse('control', 0, 'KeyError').echo('control', 1);
    expect(violations(trial)).toEqual(['clean-decode-failure error-class refused control 0']);
    expect(judgement(trial, 'clean-decode-failure').violations[0]?.change).toBe('DecodeError -> KeyError');
  });

  it('lets malformed bytes be refused for what stands before the break', () => {
    const broken = Buffer.concat([Buffer.of(0x92), encode(illFormed('\udc00'))]);
    const deep = Buffer.alloc(501, 0x91);
    expect(untyped(broken, 'UnicodeDecodeError')).toEqual([]);
    expect(untyped(deep, 'RecursionError')).toEqual([]);
    expect(untyped(TORN, 'UnicodeDecodeError')).toEqual([
      'clean-decode-failure error-class refused control 0',
    ]);
    expect(untyped(TORN, 'RecursionError')).toEqual(['clean-decode-failure error-class refused control 0']);
  });

  it('reports an error with a path where an untyped decoder has none', () => {
    const { trial } = torn().refuse('control', 0, 'DecodeError', '$.x').echo('control', 1);
    expect(violations(trial)).toEqual(['clean-decode-failure error-path refused control 0']);
  });

  it('reports a frame that was dropped without a word', () => {
    expect(violations(torn().echo('control', 1).trial)).toEqual([
      'clean-decode-failure refusal-unanswered dropped-silent control 0',
    ]);
  });

  it('reports it when the kernel does not even count the frame', () => {
    expect(violations(torn().echo('control', 0, int(7)).trial)).toEqual([
      'clean-decode-failure refusal-unanswered dropped-silent control 0',
    ]);
  });

  it('leaves it to others when valid messages are lost as well', () => {
    const told = torn()
      .send('control', int(8))
      .probe('control', int(9))
      .echo('control', 1)
      .echo('control', 3);
    expect(violations(told.trial)).toEqual([
      'fifo lost dropped-silent control 0',
      'fifo lost dropped-silent control 1',
    ]);
  });

  it('says so when a frame was dropped and logged', () => {
    expect(violations(torn().log('[W] no such message').echo('control', 1).trial)).toEqual([
      'clean-decode-failure refusal-unanswered dropped-logged control 0',
    ]);
  });

  it('leaves a kernel that dies or goes deaf of a bad frame to others', () => {
    const died = torn().exit(1).trial;
    expect(violations(died)).toEqual(['alive crash crash control 0']);
    expect(judgement(died, 'clean-decode-failure').verdict).toBe('unknown');
    const deaf = torn().probe('input').refuse('control', 0).echo('input', 0).deadline().trial;
    expect(violations(deaf)).toEqual(['alive deaf zombie control 0']);
    expect(judgement(deaf, 'clean-decode-failure').verdict).toBe('valid');
  });

  it('does not judge a frame whose refusal nobody waited for', () => {
    expect(judgement(torn().trial, 'clean-decode-failure').verdict).toBe('unknown');
  });
});

describe('clean-decode-failure, typed', () => {
  it('accepts the class and the path that the decoder gives', () => {
    expect(refused(record({ type: text('ping'), id: text('1') }), 'ValidationError', '$.id')).toEqual([]);
    expect(refused(record({ type: text('pong'), id: int(1) }), 'ValidationError', '$.type')).toEqual([]);
    expect(refused(int(1), 'ValidationError', null)).toEqual([]);
    expect(refused(TORN, 'ValidationError', null)).toEqual([]);
    expect(refused(Uint8Array.of(0x82), 'DecodeError', null)).toEqual([]);
  });

  it('reports another class, or another path', () => {
    const wrong = record({ type: text('ping'), id: text('1') });
    expect(refused(wrong, 'DecodeError', null)).toEqual([
      'clean-decode-failure error-class refused control 0',
    ]);
    expect(refused(wrong, 'ValidationError', '$.type')).toEqual([
      'clean-decode-failure error-path refused control 0',
    ]);
    expect(refused(wrong, 'ValidationError', null)).toEqual([
      'clean-decode-failure error-path refused control 0',
    ]);
  });

  it('accepts either class for a key that cannot be hashed', () => {
    const key = record({ type: text('ping'), id: int(1) });
    const sent = record({ type: text('ping'), id: int(1), codes: array([]) });
    expect(refused(sent, 'ValidationError', '$.codes')).toEqual([]);
    expect(refused(key, 'ValidationError', null)).toEqual(['round-trip refused-valid refused control 0']);
  });

  it('accepts every error where only the kernel can know', () => {
    const sent = record({ type: text('guarded'), id: ext(1, Uint8Array.of(1)) });
    expect(refused(record({ type: text('guarded'), id: int(1) }), 'AssertionError', null)).toEqual([]);
    expect(refused(sent, 'ValidationError', '$.id')).toEqual([]);
  });
});

const hazards = (told: Told): unknown => [...judgement(told.trial, 'clean-decode-failure').hazards];
const sent = (): Told => new Told(TYPED_ECHO).send('control', record({ type: text('brand-new') }));

describe('clean-decode-failure, a command that only a newer host knows', () => {
  it('is a hazard with two figures, whether it is refused or not', () => {
    expect(hazards(sent().refuse('control', 0, 'ValidationError', '$.type'))).toEqual([
      ['new-commands', { arrived: 1, refused: 1 }],
    ]);
    expect(hazards(sent().echo('control', 0))).toEqual([['new-commands', { arrived: 1, refused: 0 }]]);
    expect(hazards(sent())).toEqual([]);
  });

  it('is not one whose tag is no text, or missing', () => {
    for (const message of [record({ type: int(1) }), record({})]) {
      const told = new Told(TYPED_ECHO).send('control', message);
      expect(hazards(told.refuse('control', 0, 'ValidationError', '$.type'))).toEqual([]);
    }
  });
});
