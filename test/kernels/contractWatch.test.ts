import { describe, expect, it } from 'vitest';

import { contractWatch } from '../../src/kernels/contractWatch.js';
import { notification } from '../../src/kernels/echo/notification.js';
import { STOP_FRAME, type ChannelToKernel } from '../../src/kernels/index.js';

const FRAME = Buffer.from([1]);

function echo(channel: ChannelToKernel, seq: number): Buffer {
  return notification({ channel, seq }, { kind: 'payload', payload: FRAME });
}

describe('contractWatch', () => {
  it('owes an answer for each frame, and none for the stop command', () => {
    const watch = contractWatch();
    expect([watch.owed, watch.trailing]).toEqual([0, 0]);
    watch.sent('control', FRAME);
    watch.sent('control', FRAME);
    watch.sent('input', STOP_FRAME);
    watch.sent('control', STOP_FRAME);
    expect([watch.owed, watch.trailing]).toEqual([3, 2]);
    watch.received('stream', echo('control', 0));
    expect([watch.owed, watch.trailing]).toEqual([2, 2]);
    watch.received('stream', echo('control', 1));
    watch.received('stream', echo('input', 0));
    expect([watch.owed, watch.trailing]).toEqual([0, 0]);
  });

  it('takes a refusal for an answer', () => {
    const watch = contractWatch();
    watch.sent('control', FRAME);
    watch.received(
      'stream',
      notification(
        { channel: 'control', seq: 0 },
        { kind: 'refused', error: { kind: 'DecodeError', message: 'm', path: null } },
      ),
    );
    expect(watch.owed).toBe(0);
  });

  it('tells a lost answer from one that is still to come', () => {
    const watch = contractWatch();
    watch.sent('control', FRAME);
    watch.sent('control', FRAME);
    watch.received('stream', echo('control', 1));
    expect([watch.owed, watch.trailing]).toEqual([1, 0]);
  });

  it('is not confused by what it cannot read, or by an answer to nothing', () => {
    const watch = contractWatch();
    watch.sent('control', FRAME);
    watch.received('stream', Buffer.from('nonsense'));
    watch.received('stream', echo('completion', 0));
    expect([watch.owed, watch.trailing]).toEqual([1, 1]);
    watch.received('stream', echo('control', 0));
    watch.received('stream', echo('control', 0));
    expect([watch.owed, watch.trailing]).toEqual([0, 0]);
  });
});
