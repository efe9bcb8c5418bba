import { describe, expect, it } from 'vitest';
import { compare } from '../../src/compat/index.js';
import { field, FLOAT, INT, NIL, ONE, record, schemaOf, STR, union } from '../skew/demo.js';

const OPTIONAL = { kind: 'value', msgpack: 'c0', python: 'NoneType' } as const;

describe('differences at the same place', () => {
  it('are told apart: what the code calls a field breaks nothing, whatever else does', () => {
    const note = { ...field('note', union(STR, NIL), OPTIONAL) };
    const remark = { ...field('remark', union(STR, NIL), OPTIONAL), attribute: 'remark' };
    const old = schemaOf([record('R', [field('total', FLOAT, ONE), note])]);
    const neu = schemaOf([record('R', [field('total', INT, ONE), remark])]);
    const { rows } = compare(old, neu);
    const levels = rows
      .filter(({ direction }) => direction === 'old-host-new-kernel')
      .map(({ op, level }) => [op.kind, level] as const);
    expect(Object.fromEntries(levels)).toEqual({
      'attribute-renamed': 'safe',
      'field-renamed': 'loses',
      'type-narrowed': 'breaks',
    });
  });
});
