import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  array,
  bin,
  CODECS,
  encode,
  equal,
  exact,
  ext,
  firstDifference,
  float32,
  float64,
  floatBits,
  int,
  LOSSES,
  map,
  mayRefuse,
  msgpackr,
  nil,
  raw,
  record,
  str,
  text,
  WireError,
  type LossName,
  type WireValue,
} from '../../src/wire/index.js';
import { codecContract } from './codecContract.js';

for (const codec of CODECS) codecContract(codec);

describe('the exact codec', () => {
  it('declares no loss', () => {
    expect(exact.loses).toEqual([]);
  });
});

/** A value that shows each loss: it comes back changed, and what must be declared for that to be excused. */
const shown: readonly { readonly value: WireValue; readonly declared: readonly LossName[] }[] = [
  { value: float32(0.1), declared: ['float32'] },
  {
    value: map([
      [text('a'), int(1)],
      [text('b'), int(2)],
      [text('a'), int(3)],
    ]),
    declared: ['duplicate-keys'],
  },
  { value: float64(1), declared: ['integral-float'] },
  { value: float64(-0), declared: ['negative-zero', 'integral-float'] },
  { value: floatBits(64, 0x7ff8_0000_0000_0001n), declared: ['nan-payload'] },
  { value: str(Buffer.from('61eda08062', 'hex')), declared: ['ill-formed-text'] },
];

describe('the losses of msgpackr', () => {
  for (const { value, declared } of shown) {
    it(`${declared[0]} is a loss, and ${declared.join(' and ')} explain all of it`, () => {
      const came = msgpackr.decode(msgpackr.encode(value));
      if (came.kind !== 'value') throw new Error(came.error.text);
      expect(equal(value, came.value)).toBe(false);
      expect(firstDifference(value, came.value, new Set(declared))).toBeNull();
      for (const each of declared) {
        const others = new Set(msgpackr.loses.filter((name) => name !== each));
        expect(firstDifference(value, came.value, others)).not.toBeNull();
      }
    });
  }

  it('leading-bom is a loss where the native part is missing', () => {
    const script = `
      import { isNativeAccelerationEnabled, unpack } from 'msgpackr';
      const text = '\\ufeff' + 'a'.repeat(70);
      const bytes = Buffer.concat([Buffer.from([0xd9, Buffer.byteLength(text)]), Buffer.from(text)]);
      console.log(isNativeAccelerationEnabled, unpack(bytes).length, text.length);
    `;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: { ...process.env, MSGPACKR_NATIVE_ACCELERATION_DISABLED: 'true' },
      timeout: 30_000,
    });
    expect(stdout.trim()).toBe('false 70 71');
  });

  it('ext is a loss: every code is refused, by name, both ways', () => {
    for (const code of [-128, -1, 0, 5, 0x42, 0x62, 0x65, 0x69, 0x70, 0x72, 0x73, 0x74, 0x78, 127]) {
      for (const value of [
        ext(code, new Uint8Array(1)),
        array([record({ a: ext(code, new Uint8Array(4)) })]),
      ]) {
        expect(() => msgpackr.encode(value)).toThrow(`code ${code}`);
        expect(msgpackr.decode(encode(value))).toMatchObject({
          kind: 'malformed',
          error: { kind: 'refused' },
        });
        expect(mayRefuse(value, new Set(msgpackr.loses))).toBe(true);
        expect(mayRefuse(value, new Set())).toBe(false);
      }
    }
    expect(mayRefuse(map([[ext(5, new Uint8Array(1)), nil]]), new Set<LossName>(['ext']))).toBe(true);
    expect(mayRefuse(array([nil, text('ext')]), new Set(msgpackr.loses))).toBe(false);
  });

  it('are all shown here', () => {
    const names = shown.flatMap(({ declared }) => declared);
    expect(new Set([...names, 'leading-bom', 'ext'])).toEqual(new Set(msgpackr.loses));
  });
});

describe('what msgpackr is not given', () => {
  it('bytes that are no Uint8Array', () => {
    for (const bytes of [
      new Float64Array([1, 2]),
      new Uint16Array([1]),
      new DataView(new ArrayBuffer(8)),
      [1, 2],
    ]) {
      // Only a cast can make such a value.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const cast = bytes as unknown as Uint8Array;
      expect(() => msgpackr.encode(record({ a: bin(cast) }))).toThrow(/no Uint8Array/);
      expect(() => msgpackr.encode(str(cast))).toThrow(/no Uint8Array/);
    }
  });

  it('raw bytes, and ints beyond 64 bits', () => {
    expect(() => msgpackr.encode(array([raw(Buffer.from('c0', 'hex'))]))).toThrow(/raw bytes/);
    expect(() => msgpackr.encode({ kind: 'int', value: 2n ** 64n })).toThrow(/beyond 64 bits/);
    expect(() => msgpackr.encode({ kind: 'int', value: -(2n ** 63n) - 1n })).toThrow(WireError);
  });

  it('an opcode that it would take for a value', () => {
    expect(msgpackr.decode(Buffer.from('c1', 'hex'))).toMatchObject({ error: { kind: 'reserved', at: 0 } });
  });
});

describe('the fidelity table', () => {
  it('names each loss once, in kebab-case', () => {
    const names = LOSSES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(names).toEqual(expect.arrayContaining(['float32', 'duplicate-keys']));
  });

  it('holds no loss that no codec has', () => {
    const declared = new Set(CODECS.flatMap((codec) => codec.loses));
    expect(LOSSES.filter(({ name }) => !declared.has(name))).toEqual([]);
  });
});
