import { describe, expect, it } from 'vitest';

import { isTapReport } from '../../../src/kernels/marimo/isTapReport.js';
import { bin, encode } from '../../../src/wire/index.js';

const frame = (text: string): Uint8Array => encode(bin(Buffer.from(text)));

describe('isTapReport', () => {
  it.each([0, 300, 70_000])('knows a report with %d more bytes', (more) => {
    const rest = `control","seq":0,"payload":"${'A'.repeat(more)}"}`;
    expect(isTapReport(frame(`{"op":"echo","channel":"${rest}`))).toBe(true);
    expect(isTapReport(frame(`{"op":"decode-error","channel":"${rest}`))).toBe(true);
  });

  it.each([
    '',
    '{',
    '{"op":"cell-op","cell_id":"a"}',
    '{"op":"echo-x","channel":"control"}',
    ' {"op":"echo","channel":"',
  ])('leaves %j to the kernel', (text) => {
    expect(isTapReport(frame(text))).toBe(false);
  });

  it('takes no other value for a frame of the stream', () => {
    expect(isTapReport(new Uint8Array())).toBe(false);
    expect(isTapReport(encode({ kind: 'nil' }))).toBe(false);
  });
});
