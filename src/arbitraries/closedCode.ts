import type { Arbitrary } from 'fast-check';
import { code } from './code.js';
import { drawn } from './drawn.js';

/** Code that a real kernel may run: every value of it is in the closed grammar. */
export function closedCode(): Arbitrary<string> {
  return drawn(code);
}
