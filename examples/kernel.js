// A kernel of one's own, in any language: here it takes any msgpack value and echoes it, as docs/kernel-contract.md says.
//
//   node kernel.js [CODEC]     BUG=silent|chatty|undeclared plants a bug
import { setTimeout as pause } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { CODECS } from 'skewfuzz';
import { Pull, Push } from 'zeromq';

const bug = process.env.BUG;
const wanted = bug === 'undeclared' ? 'msgpackr' : (process.argv[2] ?? 'exact');
const codec = CODECS.find(({ name }) => name === wanted);
const STOP = Buffer.from('\x81\xa4type\xabstop-kernel', 'latin1');
const CHAT = { debug: 'and another thing. '.repeat(500) };

const { connection_info: ports, parent_pid: parent } = JSON.parse(await text(process.stdin));
setInterval(() => process.kill(parent, 0), 1_000).unref(); // Throws when the parent is gone, which ends this process.

const stream = new Push();
stream.connect(`tcp://127.0.0.1:${ports.stream}`);
let sent = Promise.resolve();

const sockets = ['control', 'ui_element', 'completion', 'input'].map((channel) => {
  const socket = new Pull();
  socket.connect(`tcp://127.0.0.1:${ports[channel]}`);
  void serve(socket, channel);
  return socket;
});
const announced = bug === 'undeclared' ? [] : codec.loses;
process.stdout.write(`KERNEL_READY ${JSON.stringify({ loses: announced })}\n`);

async function serve(socket, channel) {
  let seq = 0;
  for await (const frames of socket) {
    for (const frame of frames) {
      if (channel === 'control' && frame.equals(STOP)) return stop();
      const address = { channel, seq };
      seq += 1;
      if (bug === 'silent' && seq % 50 === 0) continue;
      const json = Buffer.from(JSON.stringify({ ...answer(frame, address), ...(bug === 'chatty' && CHAT) }));
      const header = Buffer.from([0xc6, 0, 0, 0, 0]);
      header.writeUInt32BE(json.length, 1);
      sent = sent.then(() => stream.send(Buffer.concat([header, json])));
    }
  }
}

function answer(frame, address) {
  const { kind, value, error } = codec.decode(frame);
  if (kind === 'value')
    return { op: 'echo', ...address, payload: Buffer.from(codec.encode(value)).toString('base64') };
  const name = error.kind === 'too-deep' ? 'RecursionError' : 'DecodeError';
  return { op: 'decode-error', ...address, error: { kind: name, message: error.text, path: null } };
}

async function stop() {
  await pause(100); // What has arrived on the other channels is answered.
  await sent;
  for (const socket of [...sockets, stream]) socket.close();
}
