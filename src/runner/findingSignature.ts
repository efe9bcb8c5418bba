import { bareChannel } from '../schema/index.js';
import { looseSignatureOf, namesError, signatureOf, type Violation } from '../oracles/index.js';
import { faultsIn, sendsIn, type Step } from '../wire/index.js';

/**
 * What makes two findings the same bug. A crash is known by the error and the function that raised it, where the kernel
 * told; whatever message led there. Where the oracle can blame no message (a kernel that is deaf or dead), the
 * kinds of messages in the smallest case tell one bug from another: `alive zombie deaf - - - by input`. Where that still
 * holds a fault, it was the fault, whatever was under way.
 */
export function findingSignature(violation: Violation, steps: readonly Step[]): string {
  if (violation.outcome === 'crash' && (namesError(violation.change) || violation.change === INTERRUPTED))
    return signatureOf({ ...violation, tag: null, path: null });
  const signature = signatureOf(deafAnyway(violation));
  const isDeadly = ['crash', 'hang', 'zombie'].includes(violation.outcome);
  const faults = new Set(faultsIn(steps).map(({ fault }) => fault.kind));
  if (isDeadly && faults.size > 0) {
    const struck = signatureOf(deafAnyway({ ...violation, tag: null, path: null }));
    return `${struck} by ${[...faults].toSorted().join('+')}`;
  }
  if (!isDeadly || violation.tag !== null || steps.length === 0) return signature;
  const kinds = new Set(
    sendsIn(steps).map(({ channel, tag }) => {
      const name = bareChannel(channel);
      return tag === null ? name : `${name}/${tag}`;
    }),
  );
  return `${signature} by ${[...kinds].toSorted().join('+')}`;
}

/** No message led there, but an interrupt between messages. */
const INTERRUPTED = 'signal SIGINT';

/** The same with tag and place left open. */
export function looseFindingSignature(violation: Violation): string {
  return looseSignatureOf(deafAnyway(violation));
}

/** Whether one channel still answers when a kernel goes deaf is a matter of microseconds: it is one bug. */
function deafAnyway(violation: Violation): Violation {
  return violation.outcome === 'hang' ? { ...violation, outcome: 'zombie', rule: 'deaf' } : violation;
}
