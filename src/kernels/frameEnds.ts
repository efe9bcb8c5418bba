import type { Inlet, Outlet } from '../transport/index.js';

/** Where frames come from: a socket, or a queue within the process. */
export type FrameReader = Pick<Inlet, 'read' | 'drain' | 'close'> & Partial<Pick<Inlet, 'port' | 'rebind'>>;

/** Where frames go. */
export type FrameWriter = Pick<Outlet, 'send' | 'flush' | 'close'> &
  Partial<Pick<Outlet, 'port' | 'rebind' | 'departure'>>;
