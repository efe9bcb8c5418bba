/** Behind the protocol and the frame of the pickle: `marimo._session.app_host.commands.KernelExited()`. */
const EXITED = Buffer.from(
  '\x8c\x21marimo._session.app_host.commands\x94\x8c\x0cKernelExited\x94\x93\x94)\x81\x94.',
  'latin1',
);
const PROTO = 0x80;
const FRAME = 0x95;
const HEADER_BYTES = 2;
const FRAME_BYTES = 9;

/** Whether a payload of an app host is what it says last of a session, byte for byte; nothing is built from a pickle. */
export function isKernelExited(payload: Uint8Array): boolean {
  if (payload[0] !== PROTO || (payload[1] !== 4 && payload[1] !== 5)) return false;
  const rest = payload.subarray(HEADER_BYTES + (payload[HEADER_BYTES] === FRAME ? FRAME_BYTES : 0));
  return Buffer.compare(rest, EXITED) === 0;
}
