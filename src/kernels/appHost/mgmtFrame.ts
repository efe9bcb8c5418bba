import { HOST_CHANNELS, shutdownCommand, type HostCommand } from '../../schema/index.js';

/** A command as the frame for `mgmt`. */
export function mgmtFrame(command: HostCommand): Uint8Array {
  return Buffer.from(JSON.stringify(command));
}

/** What ends a host, and where it takes that. */
export const HOST_STOP: { readonly stopFrame: Uint8Array; readonly stopChannel: string } = {
  stopFrame: mgmtFrame(shutdownCommand()),
  stopChannel: HOST_CHANNELS.mgmt,
};
