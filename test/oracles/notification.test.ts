import { describe, expect, it } from 'vitest';
import { bin, encode, int, text } from '../../src/wire/index.js';
import { Told } from './history.js';
import { judgement, violations } from './verdicts.js';

/** One frame arrives with this text in it. */
function says(json: string): readonly string[] {
  const { trial } = new Told().receive(encode(bin(Buffer.from(json))));
  return judgement(trial, 'notification').violations.map(({ rule }) => rule);
}

function received(bytes: Uint8Array): readonly string[] {
  return violations(new Told().receive(bytes).trial);
}

const ECHO = '{"op":"echo","channel":"control","seq":0,"payload":"AQ=="}';

describe('notification', () => {
  it('judges nothing where nothing arrived', () => {
    expect(judgement(new Told().trial, 'notification').verdict).toBe('unknown');
  });

  it('counts every frame', () => {
    const { trial } = new Told().json({ op: 'alert' }).json({ op: 'alert' });
    expect(judgement(trial, 'notification')).toMatchObject({ verdict: 'valid', judged: 2 });
  });

  it('allows more members, other ops, white space and any order of members', () => {
    for (const json of [
      ECHO,
      '{"op":"metrics","rate":1.5}',
      ' {\n"payload" : "AQ==", "took":3, "seq":0, "channel":"control", "op":"echo"}\t',
      '{"op":"echo","channel":"control","seq":0,"payload":null,"error":{"kind":"E","message":"","path":null,"more":1}}',
      '{"op":"decode-error","channel":"control","seq":0,"error":{"kind":"E","message":"m","path":"$.x"}}',
    ]) {
      expect(says(json), json).toEqual([]);
    }
  });

  it('reports what is no strict JSON document', () => {
    for (const json of [
      '',
      '{',
      '[1,]',
      `${ECHO}{}`,
      '{"op":"echo","x":NaN}',
      '{"op":"x","y":Infinity}',
      '\ufeff{"op":"x"}',
      '1',
    ]) {
      expect(says(json), json).toEqual(['bad-frame']);
    }
  });

  it('reports a notification that has no op', () => {
    expect(says('{}')).toEqual(['no-op']);
    expect(says('{"op":1}')).toEqual(['no-op']);
  });

  it('reports an answer with members missing or wrong', () => {
    for (const json of [
      '{"op":"echo","channel":"control","seq":0}',
      '{"op":"echo","channel":"control","seq":-1,"payload":"AQ=="}',
      '{"op":"echo","channel":"control","seq":"0","payload":"AQ=="}',
      '{"op":"echo","channel":"control","seq":0,"payload":"AQ"}',
      '{"op":"echo","channel":"control","seq":0,"payload":null}',
      '{"op":"decode-error","channel":"control","seq":0}',
    ]) {
      expect(says(json), json).toEqual(['bad-frame']);
    }
  });

  it('reports a frame that is no msgpack bin, or more than one', () => {
    const bad = ['notification bad-frame lossy stream null'];
    expect(received(encode(text(ECHO)))).toEqual(bad);
    expect(received(encode(int(1)))).toEqual(bad);
    expect(received(new Uint8Array(0))).toEqual(bad);
    expect(received(Buffer.concat([encode(bin(Buffer.from('{"op":"x"}'))), Buffer.of(0)]))).toEqual(bad);
  });

  it('tells kinds of breakage apart without sizes in the signature', () => {
    const { trial } = new Told()
      .receive(encode(bin(Buffer.from('{"op":"x","n":NaN}'))))
      .receive(Uint8Array.of(0xc4, 9, 1));
    const changes = judgement(trial, 'notification').violations.map(({ change }) => change);
    expect(new Set(changes).size).toBe(2);
    for (const change of changes) expect(change).not.toMatch(/\d/u);
  });
});
