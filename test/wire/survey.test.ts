import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode, nil, survey, textOf, type Survey, type WireValue } from '../../src/wire/index.js';
import { anyWireValue } from './anyWireValue.js';
import { hostileBytes } from './hostileBytes.js';
import { leastCpu } from './leastCpu.js';
import { DEEP, nested } from './nested.js';

function depthOf(value: WireValue): number {
  const held = value.kind === 'array' ? value.items : value.kind === 'map' ? value.entries.flat() : null;
  return held === null ? 0 : 1 + Math.max(0, ...held.map(depthOf));
}

function holdsIllFormed(value: WireValue): boolean {
  if (value.kind === 'str') return textOf(value.bytes) === null;
  const held = value.kind === 'array' ? value.items : value.kind === 'map' ? value.entries.flat() : [];
  return held.some(holdsIllFormed);
}

const surveyOf = (digits: string): Survey => survey(Buffer.from(digits, 'hex'));

describe('survey', () => {
  it('says of a value what decoding it says', () => {
    fc.assert(
      fc.property(anyWireValue({ withExt: true }), (value) => {
        expect(survey(encode(value))).toEqual({
          whole: true,
          depth: depthOf(value),
          illFormedText: holdsIllFormed(value),
        });
      }),
      { numRuns: 5_000 },
    );
  });

  it('takes for whole exactly what decodes', () => {
    fc.assert(
      fc.property(hostileBytes, (bytes) => {
        const decoded = decode(bytes);
        const seen = survey(bytes);
        expect(seen.whole).toBe(decoded.kind === 'value');
        if (decoded.kind === 'value') expect(seen.depth).toBe(depthOf(decoded.value));
      }),
      { numRuns: 30_000 },
    );
  });

  it('knows every opcode, whatever lengths follow it', () => {
    for (const pattern of ['00', '01', '0001', '00000001', 'c0']) {
      for (let length = 0; length < 40; length += 1) {
        const rest = Buffer.alloc(length, pattern, 'hex');
        for (let opcode = 0; opcode < 256; opcode += 1) {
          const bytes = Buffer.concat([Uint8Array.of(opcode), rest]);
          if (survey(bytes).whole !== (decode(bytes).kind === 'value'))
            expect.unreachable(bytes.toString('hex'));
        }
      }
    }
    expect(surveyOf('de0001c0c0').whole && surveyOf('df00000001c0c0').whole).toBe(true);
  });

  it('tells of malformed bytes what stood before the break', () => {
    expect(surveyOf('')).toEqual({ whole: false, depth: 0, illFormedText: false });
    expect(surveyOf('9191c1')).toEqual({ whole: false, depth: 2, illFormedText: false });
    expect(surveyOf('92a1ffc1')).toEqual({ whole: false, depth: 1, illFormedText: true });
    expect(surveyOf('92a1ff')).toEqual({ whole: false, depth: 1, illFormedText: true });
    expect(surveyOf('92c1a1ff')).toEqual({ whole: false, depth: 1, illFormedText: false });
    expect(surveyOf('91a2ff')).toEqual({ whole: false, depth: 1, illFormedText: false });
    expect(surveyOf('90c0')).toEqual({ whole: false, depth: 1, illFormedText: false });
  });

  it(`looks over ${DEEP} levels and a hostile megabyte`, () => {
    expect(survey(encode(nested(DEEP, nil)))).toEqual({ whole: true, depth: DEEP, illFormedText: false });
    for (const pattern of ['91', '8fc0', 'a1ff', 'd90261ff', 'ddffffffff', 'c0']) {
      const bytes = Buffer.concat([
        Buffer.from('dd000f4240', 'hex'),
        Buffer.alloc(1_000_000, pattern, 'hex'),
      ]);
      expect(
        leastCpu(() => survey(bytes)),
        pattern,
      ).toBeLessThan(200);
    }
  });
});
