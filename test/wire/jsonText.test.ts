import { describe, expect, it } from 'vitest';

import {
  array,
  bin,
  bool,
  ext,
  float64,
  illFormed,
  int,
  jsonText,
  map,
  nil,
  record,
  text,
  type WireValue,
} from '../../src/wire/index.js';

const never = (value: WireValue): string => {
  throw new Error(value.kind);
};

describe('jsonText', () => {
  it.each<[value: WireValue, document: string]>([
    [array([nil, bool(true), int(2n ** 64n - 1n), int(-1)]), '[null,true,18446744073709551615,-1]'],
    [array([float64(0.5), float64(-0), float64(1e300)]), '[0.5,-0.0,1e+300]'],
    [record({ 'a"': text('é\n'), b: bin(Buffer.from('hi')) }), '{"a\\"":"é\\n","b":"aGk="}'],
  ])('writes %o', (value, document) => {
    expect(jsonText(value, never)).toBe(document);
  });

  it.each<[what: string, value: WireValue, document: string]>([
    ['an ext', ext(1, new Uint8Array(1)), 'ext'],
    ['infinity', array([float64(Infinity)]), '[float]'],
    ['no number', float64(Number.NaN), 'float'],
    ['ill-formed text', illFormed('\ud800'), 'str'],
    ['a key that is no text', map([[int(1), nil]]), '{"int":null}'],
  ])('asks what to write for %s', (_what, value, document) => {
    expect(jsonText(value, ({ kind }) => kind)).toBe(document);
  });
});
