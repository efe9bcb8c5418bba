import type { RunningProcess } from './contractKernel.js';
import type { FrameReader, FrameWriter } from './frameEnds.js';
import type { Levers } from './levers.js';
import type { ReadGate } from './readGate.js';

export interface LeversOptions {
  readonly process: RunningProcess;
  readonly outlets: ReadonlyMap<string, FrameWriter>;
  readonly inlets: ReadonlyMap<string, FrameReader>;
  readonly gate: ReadGate;
}

/** The levers of a kernel: of one within this process fewer, for it has neither pipes nor ports. */
export function leversOf({ process, outlets, inlets, gate }: LeversOptions): Levers {
  const { leaveUndrained } = process;
  const within: Levers = {
    interrupt: () => {
      process.signal('SIGINT');
    },
    terminate: () => {
      process.signal('SIGTERM');
    },
    stopReading: () => gate.shut(),
  };
  if (leaveUndrained === undefined) return within;
  const ends = new Map<string, FrameReader | FrameWriter>([...outlets, ...inlets]);
  return {
    ...within,
    freeze: () => {
      process.signal('SIGSTOP');
      return () => {
        process.signal('SIGCONT');
      };
    },
    leaveUndrained: (output) => leaveUndrained.call(process, output),
    rebind: async (channel, deadlineMs) => (await ends.get(channel)?.rebind?.(deadlineMs)) ?? false,
    departure: async (channel, deadlineMs) => (await outlets.get(channel)?.departure?.(deadlineMs)) ?? false,
    ports: new Map([...ends].flatMap(([channel, { port }]) => (port === undefined ? [] : [[channel, port]]))),
  };
}
