import { fork } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { Pull, Push } from 'zeromq';

const WINDOW = 512;

/** Frames a second through a bare zeromq.js echo process, `WINDOW` of them under way at once. */
export async function bareRate(frames) {
  const push = new Push();
  const pull = new Pull();
  push.linger = 0;
  await push.bind('tcp://127.0.0.1:*');
  await pull.bind('tcp://127.0.0.1:*');
  const ports = [push, pull].map((socket) => socket.lastEndpoint.split(':').at(-1));
  const child = fork(fileURLToPath(new URL('bareEcho.js', import.meta.url)), ports);
  await once(child, 'message');
  const began = performance.now();
  let received = 0;
  let room = null;
  const receiving = (async () => {
    while (received < frames.length) {
      await pull.receive();
      received += 1;
      room?.();
    }
  })();
  for (const [index, frame] of frames.entries()) {
    while (index - received >= WINDOW) {
      await new Promise((resolve) => {
        room = resolve;
      });
    }
    await push.send(frame);
  }
  await receiving;
  const seconds = (performance.now() - began) / 1_000;
  push.close();
  pull.close();
  child.kill('SIGKILL');
  await once(child, 'exit');
  return frames.length / seconds;
}
