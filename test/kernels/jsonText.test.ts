import { describe, expect, it } from 'vitest';

import { jsonText } from '../../src/kernels/jsonText.js';
import { KernelError } from '../../src/kernels/index.js';
import {
  array,
  bin,
  bool,
  ext,
  float64,
  int,
  map,
  nil,
  record,
  text,
  type WireValue,
} from '../../src/wire/index.js';

describe('jsonText', () => {
  it.each<[value: WireValue, document: string]>([
    [array([nil, bool(true), int(2n ** 64n - 1n), int(-1)]), '[null,true,18446744073709551615,-1]'],
    [array([float64(0.5), float64(-0), float64(1e300)]), '[0.5,-0.0,1e+300]'],
    [record({ 'a"': text('é\n'), b: bin(Buffer.from('hi')) }), '{"a\\"":"é\\n","b":"aGk="}'],
  ])('writes %o', (value, document) => {
    expect(jsonText(value)).toBe(document);
  });

  it.each<[what: string, value: WireValue]>([
    ['an ext', ext(1, new Uint8Array(1))],
    ['infinity', float64(Infinity)],
    ['a key that is no text', map([[int(1), nil]])],
  ])('refuses %s', (_what, value) => {
    expect(() => jsonText(value)).toThrow(KernelError);
  });
});
