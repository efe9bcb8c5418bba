// A bare echo: what comes on PULL goes out on PUSH, as it is. The ceiling that a judged run is measured against.
import { Pull, Push } from 'zeromq';

const [, , pullPort, pushPort] = process.argv;
const pull = new Pull();
const push = new Push();
push.linger = 0;
pull.connect(`tcp://127.0.0.1:${pullPort}`);
push.connect(`tcp://127.0.0.1:${pushPort}`);
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
for await (const [frame] of pull) {
  if (frame !== undefined) await push.send(frame);
}
