import { encode, sendsIn, type Case } from '../wire/index.js';
import type { CaseSize } from './savedCase.js';

/** How much a case sends. */
export function caseSize({ steps }: Case): CaseSize {
  const sends = sendsIn(steps);
  return {
    steps: steps.length,
    messages: sends.reduce((sum, step) => sum + step.times, 0),
    bytes: sends.reduce((sum, step) => sum + step.times * encode(step.value).length, 0),
  };
}

/** Whether `a` is the smaller case: fewer messages, then fewer bytes. */
export function isSmaller(a: CaseSize, b: CaseSize): boolean {
  return a.messages === b.messages ? a.bytes < b.bytes : a.messages < b.messages;
}
