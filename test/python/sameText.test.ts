import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const depth = (line: string): number => line.length - line.trimStart().length;

/** The body of a function of a Python file, without annotations, docstrings and indentation. */
function body(file: string, name: string): readonly string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.trimStart().startsWith(`def ${name}(`));
  const own = lines.slice(at + 1);
  const end = own.findIndex((line) => line !== '' && depth(line) <= depth(lines[at] ?? ''));
  return own
    .slice(0, end)
    .filter((line) => line !== '' && !line.trimStart().startsWith('"""'))
    .map((line) => line.slice(depth(lines[at] ?? '')));
}

describe('the tap and the typed echo', () => {
  it.each(['described', 'path_of'])('tell errors in the same words: %s', (name) => {
    const tap = body('python/tap_cell.py', name);
    expect(tap.length).toBeGreaterThan(2);
    expect(tap).toEqual(body('python/typed_echo.py', name));
  });
});
