import { describe, expect, it } from 'vitest';

import { readConnectionInfo } from '../../../src/kernels/echo/connectionInfo.js';
import { KernelError } from '../../../src/kernels/index.js';

const PORTS = { control: 1, ui_element: 2, completion: 3, input: 4, stream: 5 };

describe('readConnectionInfo', () => {
  it('reads what it needs and ignores the rest', () => {
    const text = JSON.stringify({
      connection_info: { ...PORTS, win32_interrupt: null },
      parent_pid: 9,
      more: 1,
    });
    expect(readConnectionInfo(text)).toEqual({ ports: PORTS, parentPid: 9 });
    expect(readConnectionInfo(JSON.stringify({ connection_info: PORTS }))).toEqual({
      ports: PORTS,
      parentPid: null,
    });
  });

  it.each(['', '[]', 'null', '{"connection_info":{"control":1}}', '{"connection_info":{"control":"1"}}'])(
    'refuses %j and says what it needs',
    (text) => {
      expect(() => readConnectionInfo(text)).toThrow(KernelError);
      expect(() => readConnectionInfo(text)).toThrow('connection_info');
    },
  );
});
