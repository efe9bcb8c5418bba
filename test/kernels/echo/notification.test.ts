import { describe, expect, it } from 'vitest';

import { notification } from '../../../src/kernels/echo/notification.js';
import { decode, readStreamFrame } from '../../../src/wire/index.js';

const ADDRESS = { channel: 'ui_element', seq: 12_345 } as const;

describe('notification', () => {
  it.each([0, 1, 2, 3, 100, 133, 134, 135, 255, 256, 49_000, 49_200, 100_000])(
    'carries a payload of %i bytes in one bin, in the shortest form, as strict JSON',
    (length) => {
      const payload = Buffer.alloc(length, 0xfb);
      const frame = notification(ADDRESS, { kind: 'payload', payload });
      const outer = decode(frame, { headers: true });
      expect(outer).toMatchObject({ kind: 'value', value: { kind: 'bin' } });
      expect(outer.kind === 'value' && 'header' in outer.value).toBe(false);
      expect(readStreamFrame(frame)).toMatchObject({ kind: 'echo', ...ADDRESS });
      const reading = readStreamFrame(frame);
      expect(reading.kind === 'echo' && Buffer.from(reading.payload ?? []).equals(payload)).toBe(true);
    },
  );

  it('carries a refusal with any text in its message', () => {
    const error = { kind: 'DecodeError', message: 'quote " line\n é 😀 \ud800', path: '$.a["b"]' };
    const reading = readStreamFrame(notification(ADDRESS, { kind: 'refused', error }));
    expect(reading).toMatchObject({
      kind: 'decode-error',
      ...ADDRESS,
      error: { kind: 'DecodeError', path: '$.a["b"]' },
    });
  });

  it('says when a value could not be encoded again', () => {
    const error = { kind: 'WireError', message: 'm', path: null };
    expect(readStreamFrame(notification(ADDRESS, { kind: 'unencodable', error }))).toMatchObject({
      kind: 'echo',
      payload: null,
      error,
    });
  });
});
