/** Where ZMTP 3 writes what in its greeting of 64 bytes. */
const SIGNATURE_BYTES = 10;
const MECHANISM_AT = 12;
const GREETING_BYTES = 64;

/** What can be wrong with a greeting. */
export type BadGreeting = 'torn' | 'newer-version' | 'unknown-mechanism' | 'wrong-command' | 'wrong-socket';

/** Bytes by which somebody greets a ZeroMQ socket, and never becomes its peer. */
export function badGreeting(how: BadGreeting): Uint8Array {
  switch (how) {
    case 'torn':
      return greeting(3, 'NULL').subarray(0, 33);
    case 'newer-version':
      // Taken for the newest that the other knows; the command that has to follow never comes.
      return greeting(9, 'NULL');
    case 'unknown-mechanism':
      return greeting(3, 'SKEW');
    case 'wrong-command':
      return Buffer.concat([greeting(3, 'NULL'), Buffer.from('0404034e4f50', 'hex')]);
    case 'wrong-socket':
      return Buffer.concat([greeting(3, 'NULL'), ready('SUB')]);
  }
}

/**
 * Whether bytes might make a peer of whoever writes them. ZeroMQ speaks to the oldest as well, which had no greeting at
 * all: of bytes that do not begin with the signature of a newer version it takes each for a message, or for
 * somebody to send messages to.
 */
export function couldJoin(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  if (bytes[0] !== 0xff) return true;
  const last = bytes[SIGNATURE_BYTES - 1];
  if (last === undefined) return false;
  if ((last & 1) === 0) return true;
  const version = bytes[SIGNATURE_BYTES];
  return version !== undefined && (version < 3 || bytes.length > GREETING_BYTES);
}

function greeting(version: number, mechanism: string): Buffer {
  const bytes = Buffer.alloc(GREETING_BYTES);
  bytes[0] = 0xff;
  bytes[SIGNATURE_BYTES - 1] = 0x7f;
  bytes[SIGNATURE_BYTES] = version;
  bytes.write(mechanism, MECHANISM_AT);
  return bytes;
}

/** The command that ends a handshake, from a socket of this type. */
function ready(socketType: string): Buffer {
  const name = 'Socket-Type';
  const body = Buffer.concat([
    Buffer.from('\x05READY', 'latin1'),
    Buffer.from([name.length]),
    Buffer.from(name),
    Buffer.from([0, 0, 0, socketType.length]),
    Buffer.from(socketType),
  ]);
  return Buffer.concat([Buffer.from([0x04, body.length]), body]);
}
