import { describe, expect, it } from 'vitest';
import { between } from '../../src/compat/index.js';
import { encode, int, record as map, text } from '../../src/wire/index.js';
import { field, INT, ONE, record, schemaOf, STR, tag } from '../skew/demo.js';

const host = schemaOf([record('Run', [field('code', STR), field('retries', INT, ONE)], tag('run'))]);
const kernel = schemaOf([record('Run', [field('code', STR), field('maxRetries', INT, ONE)], tag('run'))]);

const message = encode(map({ type: text('run'), code: text('x'), retries: int(3) }));

describe('between', () => {
  it('tells what is read as it was meant', () => {
    expect(between(host, host)('control', message)).toEqual({ kind: 'same' });
  });

  it('tells what is read without a word and says something else', () => {
    expect(between(host, kernel)('control', message)).toMatchObject({ kind: 'lossy', path: '$.retries' });
  });

  it('tells what is refused', () => {
    const stricter = schemaOf([record('Run', [field('code', INT)], tag('run'))]);
    expect(between(host, stricter)('control', message)).toMatchObject({
      kind: 'refused',
      error: { path: '$.code' },
    });
  });

  it('says nothing of what the writer would not write, or where it does not write', () => {
    expect(between(host, kernel)('control', encode(int(1)))).toBeNull();
    expect(between(host, kernel)('elsewhere', message)).toBeNull();
  });
});
