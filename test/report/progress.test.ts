import { describe, expect, it } from 'vitest';
import { plainProgress, statusLine, type Progress } from '../../src/report/index.js';
import { RUN } from './reports.js';

const PROGRESS: Progress = {
  phase: 'fuzz',
  kernel: 'echo',
  cases: 3201,
  messages: 1_234_567,
  rate: 41_234.5,
  outcomes: RUN.outcomes,
  findings: 1,
  secondsLeft: 42.4,
};

describe('statusLine', () => {
  it('says rate, cases, messages, outcomes, findings and time left', () => {
    expect(statusLine(PROGRESS, 200)).toBe(
      'fuzz echo · 41.2k messages/s · 3.2k cases · 1.2M messages · echoed 11.9k · lossy 1 · refused 99 · 1 finding · 42 s left',
    );
  });

  it('keeps what matters most when the terminal is narrow', () => {
    expect(statusLine(PROGRESS, 60)).toBe('fuzz echo · 41.2k messages/s · 1 finding · 42 s left');
    expect(statusLine(PROGRESS, 24)).toBe('1 finding · 42 s left');
  });

  it('is never wider than the terminal', () => {
    for (let width = 1; width < 140; width += 1) {
      expect(statusLine({ ...PROGRESS, kernel: 'k'.repeat(50) }, width).length).toBeLessThanOrEqual(width);
    }
  });

  it('says nothing of time when there is no limit', () => {
    expect(statusLine({ ...PROGRESS, secondsLeft: null }, 200)).not.toContain('left');
  });
});

describe('plainProgress', () => {
  it('says the same in full figures', () => {
    expect(plainProgress(PROGRESS)).toBe(
      'fuzz echo: 3,201 cases; 1,234,567 messages; 41,235 messages/s; echoed 11,900, lossy 1, refused 99; 1 finding; 42 s left',
    );
  });

  it('leaves out what is not there yet', () => {
    const outcomes = { ...RUN.outcomes, echoed: 0, lossy: 0, refused: 0 };
    expect(plainProgress({ ...PROGRESS, outcomes, secondsLeft: null })).toBe(
      'fuzz echo: 3,201 cases; 1,234,567 messages; 41,235 messages/s; 1 finding',
    );
  });
});
