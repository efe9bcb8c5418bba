import { encode, type Case } from '../wire/index.js';
import type { CaseSize } from './savedCase.js';

/** How much a case sends. */
export function caseSize({ steps }: Case): CaseSize {
  return {
    steps: steps.length,
    messages: steps.reduce((sum, step) => sum + step.times, 0),
    bytes: steps.reduce((sum, step) => sum + step.times * encode(step.value).length, 0),
  };
}

/** Whether `a` is the smaller case: fewer messages, then fewer bytes. */
export function isSmaller(a: CaseSize, b: CaseSize): boolean {
  return a.messages === b.messages ? a.bytes < b.bytes : a.messages < b.messages;
}
