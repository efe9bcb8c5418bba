/** `{"type":"stop-kernel"}` as msgpack: what the host sends last, on `control`. */
export const STOP_FRAME: Uint8Array = Buffer.from('\x81\xa4type\xabstop-kernel', 'latin1');

/** Whether a frame is exactly the stop command; anything but that is a message like any other. */
export function isStopFrame(frame: Uint8Array): boolean {
  return frame.byteLength === STOP_FRAME.byteLength && Buffer.compare(frame, STOP_FRAME) === 0;
}
