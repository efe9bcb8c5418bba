import type { BadHandshake, Fault } from '../../wire/index.js';

const HANDSHAKES: Readonly<Record<BadHandshake, string>> = {
  torn: 'stops in the middle',
  'newer-version': 'is of a version to come, and nothing follows',
  'unknown-mechanism': 'names a mechanism that nobody knows',
  'wrong-command': 'is followed by a command that does not belong there',
  'wrong-socket': 'comes from a socket of the wrong type',
};

/** A fault in plain words: what the host does. */
export function tellFault(fault: Fault): string {
  switch (fault.kind) {
    case 'kill':
      return 'kill the kernel (SIGKILL)';
    case 'interrupt':
      return 'interrupt the kernel (SIGINT)';
    case 'terminate':
      return 'tell the kernel to end (SIGTERM)';
    case 'freeze':
      return `freeze the kernel (SIGSTOP) for ${fault.forMs} ms`;
    case 'stop-reading':
      return `read nothing from the kernel for ${fault.forMs} ms`;
    case 'undrained':
      return `leave ${fault.output} of the kernel undrained for ${fault.forMs} ms`;
    case 'slow-sends':
      return `for ${fault.forMs} ms, wait ${fault.pauseMs} ms before each message`;
    case 'rebind':
      return `close the socket of ${fault.channel} and bind it again on the same port`;
    case 'second-peer':
      return fault.channel === 'stream'
        ? `let somebody else say something on ${fault.channel}, for ${fault.forMs} ms`
        : `let somebody else take messages of ${fault.channel}, for ${fault.forMs} ms`;
    case 'late-start':
      return `start the kernel ${fault.forMs} ms late`;
    case 'garbage':
      return `write ${fault.bytes.length} bytes of garbage to the port of ${fault.channel}`;
    case 'bad-handshake':
      return `greet the port of ${fault.channel} so that it ${HANDSHAKES[fault.how]}; hang up after ${fault.forMs} ms`;
  }
}
