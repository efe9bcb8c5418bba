import { describe, expect, it } from 'vitest';
import type { Violation } from '../../src/oracles/index.js';
import { findingSignature } from '../../src/runner/findingSignature.js';
import { nil, type Step } from '../../src/wire/index.js';

const dead: Violation = {
  oracle: 'alive',
  rule: 'crash',
  outcome: 'crash',
  channel: 'control',
  step: 0,
  tag: 'model',
  shape: 'valid',
  path: null,
  change: 'exit code 1',
  expected: 'a kernel that lives',
  actual: 'it ended',
  because: '',
};

function step(channel: string, tag: string | null): Step {
  return { kind: 'send', channel, sender: 0, shape: 'valid', tag, value: nil, times: 1 };
}

describe('findingSignature', () => {
  it('knows a crash by where it was raised, whatever message led there', () => {
    const change = 'exit code 1, IndexError in merge';
    const one = findingSignature({ ...dead, change }, [step('control', 'model')]);
    const other = findingSignature({ ...dead, change, tag: null }, [
      step('input', null),
      step('control', 'run'),
    ]);
    expect(one).toBe('alive crash crash - - exit code 1, IndexError in merge');
    expect(other).toBe(one);
  });

  it('knows a death by an interrupt as such, whatever message was under way', () => {
    const steps = [step('control', 'model')];
    expect(findingSignature({ ...dead, change: 'signal SIGINT' }, steps)).toBe(
      'alive crash crash - - signal SIGINT',
    );
    expect(findingSignature({ ...dead, change: 'signal SIGSEGV' }, steps)).toContain('model');
  });

  it('knows deafness after an interrupt as such', () => {
    const silent: Violation = { ...dead, change: null, rule: 'deaf', outcome: 'zombie' };
    const interrupt: Step = { kind: 'fault', sender: 0, afterMs: 0, fault: { kind: 'interrupt' } };
    expect(findingSignature(silent, [step('control', 'model'), interrupt])).toBe(
      'alive zombie deaf - - - by interrupt',
    );
  });

  it('knows a death that nobody explains by its message, else by the kinds of messages', () => {
    expect(findingSignature(dead, [step('control', 'model')])).toBe('alive crash crash model - exit code 1');
    expect(findingSignature({ ...dead, tag: null }, [step('input', null), step('control', 'run')])).toBe(
      'alive crash crash - - exit code 1 by control/run+input',
    );
  });

  it('makes no difference between a kernel that is deaf on one channel and on all', () => {
    const silent = { ...dead, tag: null, change: null };
    const steps = [step('input', null)];
    const deaf = findingSignature({ ...silent, rule: 'deaf', outcome: 'zombie' }, steps);
    expect(findingSignature({ ...silent, rule: 'hang', outcome: 'hang' }, steps)).toBe(deaf);
    expect(deaf).toBe('alive zombie deaf - - - by input');
  });
});
