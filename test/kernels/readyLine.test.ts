import { describe, expect, it } from 'vitest';

import { KernelError } from '../../src/kernels/index.js';
import { readReadyLine } from '../../src/kernels/readyLine.js';

describe('readReadyLine', () => {
  it.each([
    ['KERNEL_READY', []],
    ['  KERNEL_READY\r', []],
    ['KERNEL_READY {}', []],
    ['KERNEL_READY {"loses":["float32","duplicate-keys"],"more":1}', ['float32', 'duplicate-keys']],
    ['KERNEL_READY{"loses":[]}', []],
  ])('reads %j', (line, loses) => {
    expect(readReadyLine(line)).toEqual({ loses });
  });

  it.each(['', 'ready', 'KERNEL_READY_SOON', 'the KERNEL_READY', 'kernel_ready'])('skips %j', (line) => {
    expect(readReadyLine(line)).toBeNull();
  });

  it.each([
    'KERNEL_READY now',
    'KERNEL_READY []',
    'KERNEL_READY {"loses":"float32"}',
    'KERNEL_READY {"loses":[1]}',
    'KERNEL_READY null',
  ])('refuses %j', (line) => {
    expect(() => readReadyLine(line)).toThrow(KernelError);
  });
});
