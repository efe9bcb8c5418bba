import { describe, expect, it } from 'vitest';
import { CAREFUL, HASTY, PATIENT, SILENCE_MS_MIN } from '../../src/runner/limits.js';
import { hasteAfter, patienceAfter, togetherAt } from '../../src/runner/pace.js';

describe('patienceAfter', () => {
  it('is long for a kernel that was hardly heard', () => {
    expect(patienceAfter({ answers: 7, longestPauseMs: 1 })).toEqual(PATIENT);
  });

  it('is short for a quick kernel, and half of that when it is asked again', () => {
    const { silenceMs, againMs } = patienceAfter({ answers: 8, longestPauseMs: 1 });
    expect([silenceMs, againMs]).toEqual([SILENCE_MS_MIN, SILENCE_MS_MIN / 2]);
  });

  it('grows with the pauses that the kernel makes, up to a limit', () => {
    expect(patienceAfter({ answers: 900, longestPauseMs: 300 }).silenceMs).toBe(3_000);
    expect(patienceAfter({ answers: 900, longestPauseMs: 60_000 })).toEqual(PATIENT);
  });
});

describe('hasteAfter', () => {
  it('is less than patience, and never more than care', () => {
    expect(hasteAfter({ answers: 900, longestPauseMs: 1 }).silenceMs).toBe(HASTY.silenceMs);
    expect(hasteAfter({ answers: 900, longestPauseMs: 60_000 }).silenceMs).toBe(CAREFUL.silenceMs);
  });
});

describe('togetherAt', () => {
  it('takes the longer pause and the most that was heard', () => {
    expect(togetherAt({ answers: 3, longestPauseMs: 9 }, { answers: 5, longestPauseMs: 2 })).toEqual({
      answers: 5,
      longestPauseMs: 9,
    });
  });
});
