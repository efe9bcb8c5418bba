import { describe, expect, it } from 'vitest';
import { tally } from '../../../src/oracles/index.js';
import { array, encode, int, map, nil, text, type WireValue } from '../../../src/wire/index.js';
import { judgement, violations } from '../verdicts.js';
import { Asked } from './asked.js';
import { call, command } from './programTarget.js';

const touch = (...values: readonly WireValue[]): WireValue => command('touch', { values: array(values) });
const base64 = (value: WireValue): string => Buffer.from(encode(value)).toString('base64');
const end = command('touch', { values: array([]), token: text('t') });
const understood = (value: WireValue): string =>
  base64(value.kind === 'map' ? map([...value.entries, [text('token'), nil]]) : value);

/** Two frames on ui_element, read by a probe. */
function read(items: readonly (string | null)[]): Asked {
  const told = new Asked()
    .send('ui_element', touch(int(1)))
    .send('ui_element', int(9))
    .send('ui_element', touch(int(2)));
  told
    .probe('control', call('u', 'ui', text('t')))
    .probe('ui_element', end)
    .probeControl();
  return told.called('u', items).completed().log('[W] refused').probed();
}

describe('a program: channels that are read by a function', () => {
  it('accepts all that the decoder takes, in order, up to the frame that was waited for', () => {
    const { trial } = read([understood(touch(int(1))), understood(touch(int(2))), base64(end)]);
    expect(violations(trial)).toEqual([]);
    expect(judgement(trial, 'round-trip').judged).toBeGreaterThan(2);
  });

  it('reports what was lost, changed, repeated or moved on the way', () => {
    const [first, second, last] = [understood(touch(int(1))), understood(touch(int(2))), base64(end)];
    expect(violations(read([second, last]).trial)).toEqual(['fifo lost dropped-silent ui_element 0']);
    expect(violations(read([first, understood(touch(int(3))), last]).trial)).toEqual([
      'round-trip value-changed lossy ui_element 2',
    ]);
    expect(violations(read([first, first, second, last]).trial)).toEqual([
      'fifo duplicated duplicated ui_element 0',
    ]);
    expect(violations(read([second, first, last]).trial)).toEqual(['fifo reordered reordered ui_element 2']);
  });

  it('calls the channel deaf when the frame that was waited for is not among them', () => {
    expect(violations(read([understood(touch(int(1)))]).trial)).toEqual(['alive deaf zombie ui_element 1']);
  });

  it('leaves open an item without content', () => {
    expect(violations(read([null, understood(touch(int(2))), base64(end)]).trial)).toEqual([]);
  });

  it('reads texts as they are', () => {
    const told = new Asked()
      .send('input', text('a'))
      .probe('control', call('i', 'inputs', text('z')))
      .probe('input', text('z'))
      .probeControl();
    expect(violations(told.called('i', ['b', 'z']).completed().probed().trial)).toEqual([
      'round-trip value-changed lossy input 0',
    ]);
  });

  it('says what became of each message', () => {
    const { trial } = read([understood(touch(int(1))), understood(touch(int(3))), base64(end)]);
    expect([...tally(trial).outcomes]).toEqual([
      ['echoed', 1],
      ['refused', 1],
      ['lossy', 1],
    ]);
  });
});
