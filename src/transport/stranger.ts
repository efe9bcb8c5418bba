import { connect } from 'node:net';

/** How long a stranger waits for what it wrote to leave, at the most. Milliseconds. */
const WRITE_MS = 1_000;

/**
 * Connects to a port on 127.0.0.1 by plain TCP, writes bytes that are no ZeroMQ, stays for a while and hangs up.
 * Resolves when it is gone, however that came; never rejects.
 */
export async function visitByTcp(port: number, bytes: Uint8Array, stayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const leave = (): void => {
      socket.destroy();
    };
    const late = setTimeout(leave, WRITE_MS + stayMs);
    // Whoever is visited may hang up first, and says something of its own: neither matters.
    socket.on('error', () => {});
    socket.resume();
    socket.once('close', () => {
      clearTimeout(late);
      resolve();
    });
    socket.write(bytes, () => setTimeout(leave, stayMs));
  });
}
