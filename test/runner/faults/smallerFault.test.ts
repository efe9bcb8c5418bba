import { describe, expect, it } from 'vitest';

import { smallerFault } from '../../../src/runner/faults/smallerFault.js';
import type { Fault, FaultStep } from '../../../src/wire/index.js';

function step(fault: Fault, afterMs: number = 8): FaultStep {
  return { kind: 'fault', sender: 0, afterMs, fault };
}

const always = async (): Promise<boolean> => Promise.resolve(true);
const never = async (): Promise<boolean> => Promise.resolve(false);

describe('smallerFault', () => {
  it.each<readonly [Fault, Fault]>([
    [{ kind: 'kill' }, { kind: 'kill' }],
    [
      { kind: 'freeze', forMs: 80 },
      { kind: 'freeze', forMs: 1 },
    ],
    [
      { kind: 'slow-sends', pauseMs: 5, forMs: 80 },
      { kind: 'slow-sends', pauseMs: 1, forMs: 1 },
    ],
    [
      { kind: 'garbage', channel: 'input', bytes: Uint8Array.of(0xff, 1, 2) },
      { kind: 'garbage', channel: 'input', bytes: new Uint8Array(0) },
    ],
    [
      { kind: 'bad-handshake', channel: 'input', how: 'wrong-socket', forMs: 9 },
      { kind: 'bad-handshake', channel: 'input', how: 'torn', forMs: 0 },
    ],
  ])('comes down to the least where that is enough: %o', async (fault, least) => {
    expect(await smallerFault(step(fault), always)).toEqual(step(least, 0));
  });

  it('leaves a fault as it is where nothing less will do', async () => {
    const whole = step({ kind: 'freeze', forMs: 80 });
    expect(await smallerFault(whole, never)).toEqual(whole);
  });

  it('finds, by halves, about how long it has to last', async () => {
    const enough = async ({ fault }: FaultStep): Promise<boolean> =>
      Promise.resolve(fault.kind === 'freeze' && fault.forMs >= 15);
    expect(await smallerFault(step({ kind: 'freeze', forMs: 80 }), enough)).toEqual(
      step({ kind: 'freeze', forMs: 20 }, 0),
    );
  });
});
