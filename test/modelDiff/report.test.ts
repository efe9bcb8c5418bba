import { describe, expect, it } from 'vitest';

import { DECODED_OPS } from '../../modelDiff/frameless.js';
import { KINDS } from '../../modelDiff/kindsIn.js';
import { tellDisagreement, tellTally, unreached } from '../../modelDiff/report.js';
import type { Reading, Skew } from '../../modelDiff/skewForge.js';
import { Tally } from '../../modelDiff/tally.js';
import type { SkewOp } from '../../src/skew/index.js';
import { INT, field, record, ref, schemaOf } from '../model/smallSchema.js';

const OP: SkewOp = { kind: 'field-renamed', path: { kind: 'field', record: 'A', field: 'a' }, to: 'b' };
const WRITER = { schema: schemaOf(record('A', [field('a', INT)])), type: ref('A') };

function readingBy(reader: Skew['reader']): Reading {
  const skew: Skew = { writer: WRITER, ops: [OP, OP], reader, codecs: null };
  const schema = schemaOf(record('A', [field('b', INT)]));
  return { schema, type: ref('A'), skew, leftOut: ['a union that msgspec refuses'] };
}

describe('tellTally', () => {
  it('counts pairs by the ops in which the reader differs, and what was left out', () => {
    const tally = new Tally();
    tally.countReading(readingBy('newer'), 20);
    tally.countReading(readingBy('older'), 3);
    tally.countReading({ ...readingBy('newer'), skew: null }, 5);
    const told = tellTally(tally, 1);
    expect(told).toMatch(/\(the newer reads, the older reads\), 23 in all:/);
    expect(told).toMatch(/^ {2}field-renamed +20 +3$/m);
    expect(told).toMatch(/^ {2}field-added +0 +0$/m);
    expect(told).toMatch(/^ {2}a union that msgspec refuses +3$/m);
    expect(told).toMatch(/^ {2}channel-turned +who writes a frame, not how it is written$/m);
  });
});

describe('unreached', () => {
  it('names kinds of type, and kinds of op in each direction', () => {
    const tally = new Tally();
    for (const kind of KINDS.slice(1)) tally.kinds.set(kind, 1);
    for (const kind of DECODED_OPS) {
      if (kind !== 'field-added') tally.ops.newer.set(kind, 1);
      if (kind !== 'tag-moved') tally.ops.older.set(kind, 1);
    }
    expect(unreached(tally)).toEqual([
      KINDS[0],
      'field-added (the newer reads)',
      'tag-moved (the older reads)',
    ]);
  });
});

describe('tellDisagreement', () => {
  it('tells by what ops the reader differs', () => {
    const document = { codec: 'msgpack', bytes: Uint8Array.of(0x80) } as const;
    const told = tellDisagreement({ ...readingBy('older'), document, fault: 'other' });
    expect(told).toContain('read by the older peer');
    expect(told).toContain(JSON.stringify(OP));
    expect(tellDisagreement({ ...WRITER, document, fault: 'other' })).not.toContain('peer');
  });
});
