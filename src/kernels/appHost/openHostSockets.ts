import { HOST_CHANNELS } from '../../schema/index.js';
import { Inlet, Outlet } from '../../transport/index.js';
import { STREAM } from '../connection.js';

/** The four sockets of a host, bound, before there is a process. */
export interface HostSockets {
  readonly outlets: Readonly<Record<string, Outlet>>;
  readonly inlets: ReadonlyMap<string, Inlet>;
  /** Where each is, as the host is told on stdin: `mgmt_addr` and so on. */
  readonly addresses: Readonly<Record<string, string>>;
  close(): void;
}

/** @param sendMs - how long one frame may wait to be taken */
export function openHostSockets(sendMs: number): HostSockets {
  const outlets = {
    [HOST_CHANNELS.mgmt]: Outlet.bind({ deadlineMs: sendMs }),
    [HOST_CHANNELS.cmd]: Outlet.bind({ deadlineMs: sendMs }),
  };
  const inlets = new Map([
    [HOST_CHANNELS.response, Inlet.bind()],
    [STREAM, Inlet.bind()],
  ]);
  const sockets = [...Object.entries(outlets), ...inlets];
  return {
    outlets,
    inlets,
    addresses: Object.fromEntries(
      sockets.map(([name, { port }]) => [`${name}_addr`, `tcp://127.0.0.1:${port}`]),
    ),
    close: () => {
      for (const [, socket] of sockets) socket.close();
    },
  };
}
