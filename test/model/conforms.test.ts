import { describe, expect, it } from 'vitest';

import { conforms } from '../../src/model/index.js';
import { int, nil, text } from '../../src/wire/index.js';
import { INT, STR, schemaOf } from './smallSchema.js';

describe('conforms', () => {
  it('says yes, no or unknown', () => {
    expect(conforms(schemaOf(), INT, int(1))).toBe('yes');
    expect(conforms(schemaOf(), INT, nil)).toBe('no');
    expect(conforms(schemaOf(), { ...STR, kind: 'str', pattern: 'a' }, text('a'))).toBe('unknown');
  });
});
