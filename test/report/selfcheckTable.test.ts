import { describe, expect, it } from 'vitest';
import { selfcheckTable, type SelfcheckRow } from '../../src/report/index.js';

const ROWS: readonly SelfcheckRow[] = [
  { ok: true, kernel: 'echo', expected: 'passes', actual: 'passes', seconds: 2.34 },
  {
    ok: false,
    kernel: 'nan to null',
    expected: 'round-trip catches it',
    actual: 'nothing caught it',
    seconds: 1,
  },
];

describe('selfcheckTable', () => {
  it('sets what had to happen beside what did', () => {
    expect(selfcheckTable(ROWS, { colour: false })).toBe(
      `       kernel       expected               actual             time
ok     echo         passes                 passes             2.3 s
WRONG  nan to null  round-trip catches it  nothing caught it  1.0 s
`,
    );
  });

  it('colours the first word alone', () => {
    const [, , wrong] = selfcheckTable(ROWS, { colour: true }).split('\n');
    expect(wrong?.startsWith('\u001b[31mWRONG\u001b[39m  nan to null')).toBe(true);
  });
});
