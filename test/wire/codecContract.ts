import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decode,
  encode,
  encodeCanonical,
  equal,
  ext,
  firstDifference,
  int,
  isLossName,
  mayRefuse,
  nil,
  record,
  text,
  WireError,
  type Codec,
  type Decoded,
  type LossName,
  type WireValue,
} from '../../src/wire/index.js';
import { anyWireValue } from './anyWireValue.js';
import { hostileBytes } from './hostileBytes.js';
import { leastCpu } from './leastCpu.js';
import { nested } from './nested.js';

/** How deep every codec must go, as the kernel contract has it for kernels. */
const DEPTH = 490;

/** What every codec must do, whichever losses it declares. */
export function codecContract(codec: Codec): void {
  const loses: ReadonlySet<LossName> = new Set(codec.loses);

  function valueIn(decoded: Decoded): WireValue {
    if (decoded.kind === 'value') return decoded.value;
    throw new Error(`${codec.name} at ${decoded.error.at}: ${decoded.error.text}`);
  }

  describe(`codec ${codec.name}`, () => {
    it('declares losses of the fidelity table, each once', () => {
      expect(codec.loses.filter((name) => !isLossName(name))).toEqual([]);
      expect(loses.size).toBe(codec.loses.length);
    });

    it('loses nothing that it does not declare, when it encodes, when it decodes, and both', () => {
      fc.assert(
        fc.property(anyWireValue({ withExt: false }), (value) => {
          const bytes = codec.encode(value);
          for (const came of [decode(bytes), codec.decode(encode(value)), codec.decode(bytes)]) {
            const difference = firstDifference(value, valueIn(came), loses);
            if (difference !== null) throw new Error(`${difference.path}: ${difference.kindOfChange}`);
          }
        }),
        { numRuns: 10_000 },
      );
    });

    it('keeps what no loss can touch byte for byte', () => {
      const plain = record({
        type: text('ping'),
        seq: int(2n ** 40n),
        ids: { kind: 'array', items: [nil, int(-1)] },
      });
      expect(equal(valueIn(decode(codec.encode(plain))), plain)).toBe(true);
      expect(equal(valueIn(codec.decode(encodeCanonical(plain))), plain)).toBe(true);
    });

    it('refuses only what a declared loss lets it refuse', () => {
      const withExt = record({ a: ext(5, new Uint8Array(2)) });
      if (!mayRefuse(withExt, loses)) {
        expect(equal(valueIn(codec.decode(codec.encode(withExt))), withExt)).toBe(true);
        return;
      }
      expect(() => codec.encode(withExt)).toThrow(WireError);
      expect(codec.decode(encode(withExt))).toMatchObject({ kind: 'malformed', error: { kind: 'refused' } });
    });

    it('gives malformed bytes back as malformed, and a value for no bytes that are none', () => {
      for (const digits of ['', 'c1', 'c0c0', '92c0', '91c1', 'd9', 'ddffffffff', 'a2ff', 'c403']) {
        expect(codec.decode(Buffer.from(digits, 'hex')).kind, digits).toBe('malformed');
      }
      fc.assert(
        fc.property(hostileBytes, (bytes) => {
          const copy = Uint8Array.from(bytes);
          const decoded = codec.decode(bytes);
          expect(Buffer.compare(bytes, copy)).toBe(0);
          if (decode(bytes).kind === 'malformed') expect(decoded.kind).toBe('malformed');
        }),
        { numRuns: 10_000 },
      );
    });

    it(`goes ${DEPTH} levels deep, and beyond its limit refuses`, () => {
      const deep = nested(DEPTH, nil);
      expect(firstDifference(deep, valueIn(codec.decode(codec.encode(deep))), loses)).toBeNull();
      const bytes = encode(nested(20_000, nil));
      const decoded = codec.decode(bytes);
      if (decoded.kind === 'malformed') {
        expect(decoded.error.kind).toBe('too-deep');
        expect(() => codec.encode(nested(20_000, nil))).toThrow(WireError);
      } else {
        expect(Buffer.compare(codec.encode(decoded.value), bytes)).toBe(0);
      }
    });

    it('gives memory that no later call writes to', () => {
      const first = codec.encode(text('first'));
      const copy = Uint8Array.from(first);
      for (let i = 0; i < 100; i += 1) codec.encode(text('other'.repeat(i)));
      expect(Buffer.compare(first, copy)).toBe(0);
    });

    it('does not take memory or time for lengths that are only declared', () => {
      const bytes = Buffer.alloc(30_000, 'ddffffffff', 'hex');
      expect(leastCpu(() => codec.decode(bytes))).toBeLessThan(200);
    });
  });
}
