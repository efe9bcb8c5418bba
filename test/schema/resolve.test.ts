import { describe, expect, it } from 'vitest';

import { recordOf, resolve, SchemaError } from '../../src/schema/index.js';
import { SMALL_SCHEMA } from './smallSchema.js';

describe('resolve', () => {
  it('follows a reference and leaves any other type alone', () => {
    expect(resolve(SMALL_SCHEMA, { kind: 'ref', name: 'Ping' })).toBe(SMALL_SCHEMA.types['Ping']);
    expect(resolve(SMALL_SCHEMA, { kind: 'bool' })).toEqual({ kind: 'bool' });
  });

  it('refuses a reference to nothing, also by a name that every object has', () => {
    for (const name of ['Gone', 'constructor', '__proto__']) {
      expect(() => resolve(SMALL_SCHEMA, { kind: 'ref', name })).toThrow(SchemaError);
    }
  });
});

describe('recordOf', () => {
  it('is null for a type that is no reference', () => {
    expect(recordOf(SMALL_SCHEMA, { kind: 'ref', name: 'Pong' })).toBe(SMALL_SCHEMA.types['Pong']);
    expect(recordOf(SMALL_SCHEMA, { kind: 'list', item: { kind: 'ref', name: 'Pong' } })).toBeNull();
  });
});
