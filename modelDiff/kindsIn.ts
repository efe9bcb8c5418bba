import { recordOf, type Type } from '../src/schema/index.js';
import { innerTypes } from './innerTypes.js';
import { isConstrained } from './isConstrained.js';
import type { Forged } from './schemaForge.js';

/** Every kind that a type may have; a record counts by its flavour and layout. */
export const KINDS: readonly string[] = [
  'any nil bool int float str bytes datetime time date timedelta uuid decimal ext raw literal enum',
  'list set frozenset sequence tuple dict union custom constrained',
]
  .flatMap((row) => row.split(' '))
  .concat(['struct map', 'struct array', 'dataclass map', 'typed-dict map', 'named-tuple array'])
  .concat(['tagged map', 'tagged array', 'union of maps', 'union of arrays']);

/** The kinds of everything that a decoder of this type may meet. */
export function kindsIn({ schema, type }: Forged): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (one: Type): void => {
    if (one.kind === 'ref') {
      const record = recordOf(schema, one);
      if (record === null || seen.has(record.name)) return;
      seen.add(record.name);
      found.add(`${record.flavour} ${record.layout}`);
      if (record.tag !== null) found.add(`tagged ${record.layout}`);
      for (const field of record.fields) visit(field.type);
      return;
    }
    found.add(one.kind === 'set' && one.frozen ? 'frozenset' : one.kind);
    if (isConstrained(one)) found.add('constrained');
    if (one.kind === 'union') {
      const records = one.members
        .map((member) => recordOf(schema, member))
        .filter((record) => record !== null);
      for (const layout of ['map', 'array'] as const) {
        if (records.filter((record) => record.layout === layout).length > 1) found.add(`union of ${layout}s`);
      }
    }
    for (const inner of innerTypes(one)) visit(inner);
  };
  visit(type);
  return found;
}
