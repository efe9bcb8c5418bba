import type { Address, EchoError, Reply } from './echoParts.js';

/** The frame for the stream: one msgpack `bin` whose bytes are one JSON document. */
export function notification(address: Address, reply: Reply): Buffer {
  switch (reply.kind) {
    case 'payload':
      return echo(address, reply.payload);
    case 'unencodable':
      return wrapped(`{"op":"echo",${addressed(address)},"payload":null,"error":${errorText(reply.error)}}`);
    case 'refused':
      return wrapped(`{"op":"decode-error",${addressed(address)},"error":${errorText(reply.error)}}`);
  }
}

/** A JSON text as a frame for the stream. */
export function wrapped(json: string): Buffer {
  const length = Buffer.byteLength(json);
  const frame = binFrame(length);
  frame.write(json, frame.length - length);
  return frame;
}

/** Written byte by byte, because this is most of what an echo kernel does. */
function echo(address: Address, payload: Uint8Array): Buffer {
  const head = `{"op":"echo",${addressed(address)},"payload":"`;
  const base64 = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('base64');
  const length = head.length + base64.length + 2;
  const frame = binFrame(length);
  let at = frame.length - length;
  at += frame.write(head, at, 'latin1');
  at += frame.write(base64, at, 'latin1');
  frame.write('"}', at, 'latin1');
  return frame;
}

function addressed({ channel, seq }: Address): string {
  return `"channel":"${channel}","seq":${seq}`;
}

function errorText({ kind, message, path }: EchoError): string {
  return JSON.stringify({
    kind,
    message: wellFormed(message),
    path: path === null ? null : wellFormed(path),
  });
}

/** A lone surrogate is no character: strict JSON does not have it, not even as an escape. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

/** A buffer with the header of a `bin` of that length in front; the content is still to be written. */
function binFrame(length: number): Buffer {
  if (length < 0x1_00) {
    const frame = Buffer.allocUnsafe(2 + length);
    frame[0] = 0xc4;
    frame[1] = length;
    return frame;
  }
  if (length < 0x1_00_00) {
    const frame = Buffer.allocUnsafe(3 + length);
    frame[0] = 0xc5;
    frame.writeUInt16BE(length, 1);
    return frame;
  }
  const frame = Buffer.allocUnsafe(5 + length);
  frame[0] = 0xc6;
  frame.writeUInt32BE(length, 1);
  return frame;
}
