import { describe, expect, it } from 'vitest';
import { doctorTable } from '../../src/report/index.js';

describe('doctorTable', () => {
  it('says what is there, what is missing and what to do', () => {
    const text = doctorTable(
      [
        { state: 'ok', name: 'node', found: '20.20.2', todo: null },
        {
          state: 'missing',
          name: 'python',
          found: 'not on the PATH',
          todo: 'install Python 3.10 or newer',
        },
        { state: 'optional', name: 'uv', found: 'not on the PATH', todo: 'nothing: venv and pip are used' },
      ],
      { colour: false },
    );
    expect(text).toBe(
      `ok        node    20.20.2
missing   python  not on the PATH
  → install Python 3.10 or newer
optional  uv      not on the PATH
  → nothing: venv and pip are used
`,
    );
  });

  it('colours the state alone', () => {
    const row = { state: 'ok', name: 'node', found: '20.20.2', todo: null } as const;
    expect(doctorTable([row], { colour: true })).toBe('\u001b[32mok\u001b[39m  node  20.20.2\n');
  });
});
