import { describe, expect, it } from 'vitest';
import { campaignToJson, toJson } from '../../src/report/index.js';
import { FINDING, RUN } from './reports.js';

describe('toJson', () => {
  it('has these names and no others', () => {
    const run = {
      ...RUN,
      alike: { 'fifo reordered': 3 },
      allowed: { 'hang: so it is': 2 },
      notSent: { 'runs code': 7 },
    };
    expect(JSON.parse(toJson(run))).toEqual({
      verdict: 'invalid',
      reasons: [],
      kernel: 'echo',
      host: null,
      only: {},
      seed: '1172',
      seedNumber: 1172,
      began: '2026-01-02T03:04:05.678Z',
      versions: { skewfuzz: '0.1.0', node: '20.20.2' },
      stopped: 'max-time',
      cases: 120,
      messages: 12_345,
      judged: 12_000,
      bytes: 3_250_585,
      seconds: 60,
      kernelSeconds: 50,
      kernelsStarted: 2,
      weights: { valid: 12, 'nan-infinity': 3, burst: 0 },
      tags: { ping: 12_345, 'execute-cells': 0 },
      shapes: { valid: 12_000, 'nan-infinity': 345, burst: 0 },
      channels: { control: 12_345 },
      sessions: {},
      scenarios: RUN.scenarios,
      faults: RUN.faults,
      outcomes: RUN.outcomes,
      cells: RUN.cells,
      samples: RUN.samples,
      hazards: RUN.hazards,
      skew: null,
      oracles: {
        'round-trip': { judged: 11_901, violations: 1, unknown: { 'no reply rule': 40, 'left out': 4 } },
        fifo: { judged: 12_000, violations: 0, unknown: {} },
        'clean-decode-failure': { judged: 99, violations: 0, unknown: {} },
        alive: { judged: 600, violations: 0, unknown: {} },
        notification: { judged: 12_600, violations: 0, unknown: {} },
      },
      findings: [
        {
          id: 'round-trip-lossy-execute-cells-1f3a9c02',
          signature: 'round-trip lossy value-changed execute-cells $.request.meta.x float64 -> nil',
          oracle: 'round-trip',
          outcome: 'lossy',
          rule: 'value-changed',
          channel: 'control',
          tag: 'execute-cells',
          shape: 'nan-infinity',
          step: 0,
          path: '$.request.meta.x',
          change: 'float64 -> nil',
          expected: '{x: NaN, y: 1}',
          actual: '{x: nil, y: 1}',
          because: 'byte 31 of the frame: sent cb 7f f8 00 00 00 00 00 00, came back c0',
          steps: 1,
          messages: 1,
          bytes: 42,
          reproduced: { k: 3, n: 3 },
          shrunk: { from: { steps: 12, messages: 240, bytes: 31_744 }, runs: 61 },
          file: 'corpus/findings/echo/round-trip-lossy-execute-cells-1f3a9c02.json',
          known: null,
          kernel: 'echo',
          host: null,
          only: {},
          seed: '1172',
          seedNumber: 1172,
          kernelState: 'echo, pid 4711, alive, stderr empty',
          case: FINDING.steps,
          story: FINDING.story,
          rerun: FINDING.rerun,
          frames: [
            { direction: 'sent', at: 0.42, channel: 'control', hex: '82a474', length: 3 },
            { direction: 'received', at: 1.94, channel: 'stream', hex: 'c402', length: 64 },
          ],
        },
      ],
      alike: { 'fifo reordered': 3 },
      allowed: { 'hang: so it is': 2 },
      notSent: { 'runs code': 7 },
      flakes: [],
      notReached: {
        scenarios: ['warmup'],
        tags: ['execute-cells'],
        shapes: ['burst'],
        oracles: [],
        faults: ['kill'],
      },
      errors: [],
    });
  });

  it('is a text file: indented, with a line end', () => {
    expect(toJson(RUN)).toMatch(/^\{\n {2}"verdict": "invalid",\n[^]*\n\}\n$/);
  });
});

describe('campaignToJson', () => {
  it('holds the document of each run', () => {
    const text = campaignToJson({ verdict: 'invalid', seconds: 1800, runs: [RUN] });
    expect(JSON.parse(text)).toEqual({
      verdict: 'invalid',
      seconds: 1800,
      runs: [JSON.parse(toJson(RUN)) as unknown],
    });
  });
});
