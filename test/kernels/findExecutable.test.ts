import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { findExecutable } from '../../src/kernels/findExecutable.js';

describe('findExecutable', () => {
  const folder = mkdtempSync(join(tmpdir(), 'skewfuzz-path-'));
  const tool = join(folder, 'tool');
  writeFileSync(tool, '');
  chmodSync(tool, 0o755);
  writeFileSync(join(folder, 'plain'), '');
  mkdirSync(join(folder, 'folder'));

  it('takes the first that can be run', () => {
    expect(findExecutable('tool', `/no/such:${folder}:/bin`, '/')).toBe(tool);
    expect(findExecutable('./tool', '', folder)).toBe(tool);
    expect(findExecutable(tool, undefined, '/')).toBe(tool);
  });

  it.each(['plain', 'folder', 'missing', './missing'])('finds nothing for %s', (name) => {
    expect(findExecutable(name, folder, folder)).toBeNull();
  });
});
