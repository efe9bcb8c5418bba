import { describe, expect, it } from 'vitest';
import { Mutes } from '../../src/runner/mutes.js';
import { array, encode, nil, raw, record, text, type Step, type WireValue } from '../../src/wire/index.js';

function step(channel: string, tag: string | null, times = 1): Step {
  return { kind: 'send', channel, sender: 0, shape: 'valid', tag, value: nil, times };
}

function model(paths: readonly WireValue[]): Step {
  const value = record({ message: record({ bufferPaths: array(paths) }) });
  return { kind: 'send', channel: 'control', sender: 0, shape: 'valid', tag: 'model', value, times: 1 };
}

function called(name: string, id: string): Step {
  const value = record({ name: text(name), id: text(id) });
  return { kind: 'send', channel: 'control', sender: 0, shape: 'valid', tag: 'call', value, times: 1 };
}

function pickledCall(name: string): Step {
  const value = raw(Buffer.from(`\u0080\u0004\u008c\u0005${name}q\u0000.`, 'latin1'));
  return { kind: 'send', channel: 'control', sender: 0, shape: 'valid', tag: 'call', value, times: 1 };
}

/** As a kernel's past is kept. */
function kept(one: Step): Step {
  return one.kind === 'send' ? { ...one, value: raw(encode(one.value)) } : one;
}

describe('Mutes', () => {
  it('lets one message fewer through than the bug needs', () => {
    const mutes = new Mutes();
    mutes.add([step('input', null), step('input', null)], 'two texts make it deaf', false);
    const other = step('control', 'ping');
    const { case: left, held } = mutes.apply({
      steps: [step('input', null), other, step('input', null, 5), step('input', null)],
    });
    expect(left.steps).toEqual([step('input', null), other]);
    expect(held).toEqual(new Map([['two texts make it deaf', 6]]));
  });

  it('holds back only messages with the same words where a single one does it', () => {
    const mutes = new Mutes();
    mutes.add([called('raise', '1')], 'it ends the kernel', false);
    const { case: left, held } = mutes.apply({
      steps: [called('echo', '1'), called('raise', '22'), called('', '1')],
    });
    expect(left.steps).toEqual([called('echo', '1'), called('', '1')]);
    expect([...held.values()]).toEqual([1]);
  });

  it('reads the words of a pickle as well', () => {
    const mutes = new Mutes();
    mutes.add([pickledCall('raise')], 'it ends the kernel', false);
    const { case: left } = mutes.apply({ steps: [pickledCall('echo'), pickledCall('raise')] });
    expect(left.steps).toEqual([pickledCall('echo')]);
  });

  it('gives up the rarest kind of a combination', () => {
    const mutes = new Mutes();
    mutes.add([step('control', 'run'), step('input', null)], 'answers nobody asked for', false);
    const { case: left } = mutes.apply({ steps: [step('control', 'run', 9), step('input', null, 2)] });
    expect(left.steps).toEqual([step('control', 'run', 9)]);
  });

  it('counts a kind of message on every channel that takes it', () => {
    const mutes = new Mutes();
    mutes.add([step('ui_element', 'model'), step('control', 'model')], 'merged models', false);
    const { case: left } = mutes.apply({ steps: [step('control', 'model', 9)] });
    expect(left.steps).toEqual([step('control', 'model', 1)]);
  });

  it('gives up a fault where the bug needs one', () => {
    const mutes = new Mutes();
    const interrupt = { kind: 'fault', sender: 0, afterMs: 0, fault: { kind: 'interrupt' } } as const;
    mutes.add([step('control', 'run'), interrupt], 'an interrupt ends it', false);
    const { case: left, held } = mutes.apply({ steps: [step('control', 'run', 9), interrupt] });
    expect(left.steps).toEqual([step('control', 'run', 9)]);
    expect([...held.values()]).toEqual([1]);
    // Another fault is not that one.
    const killed = { steps: [step('control', 'run', 9), { ...interrupt, fault: { kind: 'kill' } as const }] };
    expect(mutes.apply(killed).case).toBe(killed);
  });

  it('leaves a case alone that lacks a part of the combination', () => {
    const mutes = new Mutes();
    mutes.add([step('control', 'run'), step('input', null)], 'answers nobody asked for', false);
    const input = { steps: [step('control', 'run', 9)] };
    expect(mutes.apply(input)).toEqual({ case: input, held: new Map() });
  });

  it('tells when a kernel would get there with what it was sent before', () => {
    const mutes = new Mutes();
    mutes.add([step('input', null, 2)], 'two texts make it deaf', true);
    mutes.add([step('control', 'model', 2)], 'merged models', false);
    const [typed, merged] = [step('input', null), step('control', 'model')];
    expect(mutes.pileUp([typed], { steps: [typed] })).toBe(true);
    expect(mutes.pileUp([typed], { steps: [step('control', 'ping')] })).toBe(false);
    expect(mutes.pileUp([], { steps: [typed] })).toBe(false);
    // What the probes empty after each case is not there any more in the next.
    const drained = new Mutes(['input']);
    drained.add([step('input', null, 2)], 'two texts make it deaf', true);
    expect(drained.pileUp([typed], { steps: [typed] })).toBe(false);
    // What comes at once is at once no more.
    expect(mutes.pileUp([merged], { steps: [merged] })).toBe(false);
  });

  it('holds back only what is empty where the smallest case has something empty in a list', () => {
    const mutes = new Mutes();
    mutes.add([model([]), model([array([])])], 'an empty path', false);
    const [plain, whole, hollow] = [model([]), model([array([text('a')])]), model([array([])])];
    const { case: left, held } = mutes.apply({ steps: [plain, whole, hollow, whole, hollow, plain] });
    expect(left.steps).toEqual([plain, whole, whole, plain]);
    expect(held).toEqual(new Map([['an empty path', 2]]));
    // Alone it does no harm, and none are as good as any number of others.
    expect(mutes.apply({ steps: [hollow] }).held.size).toBe(0);
    expect(mutes.apply({ steps: [plain, whole, plain] }).held.size).toBe(0);
  });

  it('knows what is empty in a message of the past, which is kept as bytes', () => {
    const mutes = new Mutes();
    mutes.add([model([]), model([array([])])], 'an empty path', true);
    expect(mutes.pileUp([kept(model([array([])]))], { steps: [model([])] })).toBe(true);
    expect(mutes.pileUp([kept(model([array([text('a')])]))], { steps: [model([])] })).toBe(false);
  });

  it('mutes nothing for a bug that needs no message', () => {
    const mutes = new Mutes();
    mutes.add([], 'exits badly', false);
    const input = { steps: [step('control', 'model')] };
    expect(mutes.apply(input).case).toBe(input);
  });

  it('lets nothing through that is logged in other letters, where that is a part of the bug', () => {
    const mutes = new Mutes([], ({ tag }) => tag === 'é');
    mutes.add([step('control', 'run', 6), step('control', 'é', 94)], 'its log ends', true);
    const input = { steps: [step('control', 'run', 9), step('control', 'é', 2), step('input', 'é')] };
    const { case: left, held } = mutes.apply(input);
    expect(left.steps).toEqual([step('control', 'run', 9)]);
    expect(held).toEqual(new Map([['its log ends', 3]]));
    expect(mutes.pileUp([step('control', 'run', 900)], input)).toBe(false);
    const plain = { steps: [step('control', 'run', 9)] };
    expect(mutes.apply(plain).case).toBe(plain);
  });

  it('lets all of it through where no bug is about that', () => {
    const mutes = new Mutes([], ({ tag }) => tag === 'é');
    mutes.add([step('input', null), step('input', null)], 'two texts make it deaf', true);
    const input = { steps: [step('control', 'é', 94)] };
    expect(mutes.apply(input).case).toBe(input);
  });
});
