import { describe, expect, it } from 'vitest';
import { explain, type FindingReport } from '../../src/report/index.js';
import { FINDING } from './reports.js';

const PLAIN = { colour: false };

/** A finding in which everything is as long as it can be. */
function huge(): FindingReport {
  const long = 'payload '.repeat(2 ** 17);
  const bytes = new Uint8Array(2 ** 20).fill(0x61);
  return {
    ...FINDING,
    violation: {
      ...FINDING.violation,
      path: long,
      change: long,
      expected: long,
      actual: `${long}!`,
      because: long,
    },
    size: { steps: 2000, messages: 2000, bytes: 2000 * 2 ** 20 },
    steps: FINDING.steps.flatMap((step) =>
      Array.from({ length: 2000 }, () => ({ ...step, text: long, bytes: 2 ** 20 })),
    ),
    frames: Array.from({ length: 4000 }, (_, at) => ({
      direction: 'sent' as const,
      at,
      channel: 'control',
      bytes,
      length: bytes.length,
    })),
  };
}

describe('explain', () => {
  it('tells a finding at a glance', () => {
    expect(explain(FINDING, PLAIN)).toBe(
      `× round-trip · lossy · value-changed · control · execute-cells · nan-infinity  finding round-trip-lossy-execute-cells-1f3a9c02
  execute-cells on control came back changed at $.request.meta.x (float64 -> nil).
  expected  {x: NaN, y: 1}
  got       {x: nil, y: 1}
                ^^^
  because   byte 31 of the frame: sent cb 7f f8 00 00 00 00 00 00, came back c0
  case      control ← {type: "execute-cells", request: {meta: {x: NaN, y: 1}}}  (nan-infinity, 42 bytes)
  shrunk    from 240 messages, 31 KiB to 1 message, 42 bytes (61 runs, 3/3 reproduced)
  frames    >  +0.4 ms  control  3 bytes   82 a4 74
            <  +1.9 ms  stream   64 bytes  c4 02 …
  kernel    echo, pid 4711, alive, stderr empty
  next      npx skewfuzz replay corpus/findings/echo/round-trip-lossy-execute-cells-1f3a9c02.json
            npx skewfuzz run --kernel echo --seed 1172
`,
    );
  });

  it('says that a finding is known, not shrunk and not saved', () => {
    const text = explain(
      { ...FINDING, known: 'a limit of JSON', shrunk: null, file: null, frames: [], steps: [] },
      PLAIN,
    );
    expect(text.split('\n')[0]).toMatch(/^= round-trip /);
    expect(text).toContain('  size      1 message, 42 bytes (not shrunk, 3/3 reproduced)\n');
    expect(text).toContain('  known     a limit of JSON\n');
    expect(text).toContain('  case      … 1 more step, all in the file\n');
    expect(text).not.toContain('replay');
    expect(text).not.toContain('frames');
  });

  it('counts repetitions and the steps it leaves out', () => {
    const [step] = FINDING.steps.map((one) => ({ ...one, times: 5000, tag: null, text: '[]', bytes: 1 }));
    const steps = Array.from({ length: 9 }, () => step ?? expect.unreachable());
    const text = explain({ ...FINDING, steps, size: { steps: 9, messages: 45_000, bytes: 45_000 } }, PLAIN);
    expect(text).toContain('  case      5,000 times control ← []  (nan-infinity, 1 byte)\n');
    expect(text).toContain('            … 4 more steps, all in the file\n');
  });

  it('never prints more than 2 kB of payload', () => {
    const text = explain(huge(), PLAIN);
    const payload = text.replaceAll(/payload|61(?= )/g, '');
    expect(text.length - payload.length).toBeLessThan(2048);
    expect(text.length).toBeLessThan(4096);
    expect(text).toContain('… 3990 more …');
  });

  it('marks the difference far inside a long value', () => {
    const same = 'x'.repeat(100_000);
    const violation = { ...FINDING.violation, expected: `${same}1${same}`, actual: `${same}2${same}` };
    const lines = explain({ ...FINDING, violation }, PLAIN).split('\n');
    const [expected, got, marks] = lines.slice(2, 5);
    const at = marks?.indexOf('^') ?? -1;
    expect([expected?.[at], got?.[at]]).toEqual(['1', '2']);
    expect(marks?.trim()).toBe('^');
  });

  it('lets nothing that was generated reach the terminal as a control sequence', () => {
    const evil = '\u001b[2J\u202e\r';
    const text = explain(
      {
        ...FINDING,
        violation: {
          ...FINDING.violation,
          tag: evil,
          channel: evil,
          shape: evil,
          path: evil,
          expected: evil,
          actual: 'x',
          because: evil,
        },
        steps: FINDING.steps.map((step) => ({ ...step, text: evil, channel: evil })),
        frames: FINDING.frames.map((frame) => ({ ...frame, channel: evil })),
        kernelState: evil,
        known: evil,
      },
      PLAIN,
    );
    expect(text).toContain('\\u{1b}[2J\\u{202e}\\r');
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cf}/u);
  });

  it('is coloured only when told', () => {
    expect(explain(FINDING, { colour: true })).toContain('\u001b[31m');
    expect(explain(FINDING, PLAIN)).not.toContain('\u001b');
  });
});
