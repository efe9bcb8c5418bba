import { afterAll, beforeAll, expect, it } from 'vitest';

import { compareBatch } from '../../modelDiff/compareBatch.js';
import { DecoderDied, RealDecoder, type Document } from '../../modelDiff/realDecoder.js';
import { Tally } from '../../modelDiff/tally.js';
import { NEWEST_MSGSPEC } from '../../src/model/index.js';
import { describeWithPython } from '../kernels/withPython.js';
import { INT, field, record, ref, schemaOf } from '../model/smallSchema.js';
import { pythonForTests } from '../python/pythonForTests.js';

const DEADLY = { name: 'deadly:Deadly' };

function json(text: string): Document {
  return { codec: 'json', bytes: Buffer.from(text) };
}

describeWithPython('RealDecoder', () => {
  let decoder: RealDecoder;

  beforeAll(async () => {
    decoder = new RealDecoder(await pythonForTests(), import.meta.dirname);
  });

  afterAll(async () => decoder.end());

  it('answers in order, with values and errors', async () => {
    const told = await decoder.decode(DEADLY, [json('{"a":1}'), json('{"a":'), json('{"a":"1"}')]);
    expect(told).toEqual([
      { kind: 'value', bytes: Buffer.from('81a16101', 'hex') },
      { kind: 'refused', error: ['DecodeError', 'Input data was truncated'] },
      { kind: 'refused', error: ['ValidationError', 'Expected `int`, got `str` - at `$.a`'] },
    ]);
  });

  it('tells that its process died, and goes on with a new one', async () => {
    await expect(decoder.decode(DEADLY, [json('{"a":7}')])).rejects.toThrow(DecoderDied);
    expect(await decoder.decode(DEADLY, [json('{"a":6}')])).toMatchObject([{ kind: 'value' }]);
  });

  it('tells a type that Python cannot make', async () => {
    const schema = schemaOf(record('A', [field('same', INT), field('same', INT)]));
    await expect(decoder.decode({ schema, type: ref('A') }, [json('1')])).rejects.toThrow('could not make');
  });

  it('has a death among the disagreements', async () => {
    const forged = { schema: schemaOf(record('Deadly', [field('a', INT)])), type: ref('Deadly') };
    const sides = { decoder, msgspec: NEWEST_MSGSPEC };
    // Bytes that are forged of this tape hold a 7.
    const tapes = Array.from({ length: 256 }, (_, index) => Uint8Array.of(1, 0, index, 0, index));
    const found = await compareBatch(sides, forged, tapes, new Tally(), DEADLY);
    expect(found?.fault).toContain('the decoder ended (7)');
  });
});
