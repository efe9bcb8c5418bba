import { describe } from 'vitest';

/** Tests that need Python: a missing one fails them; only SKEWFUZZ_NO_PYTHON=1 leaves them out, and says so. */
export function describeWithPython(name: string, body: () => void): void {
  if (process.env['SKEWFUZZ_NO_PYTHON'] === '1') {
    process.stderr.write(`\nLEFT OUT, because SKEWFUZZ_NO_PYTHON=1: ${name}\n`);
    describe.skip(`${name} (left out: SKEWFUZZ_NO_PYTHON=1)`, body);
  } else {
    describe(name, body);
  }
}
