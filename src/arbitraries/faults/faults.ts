import { FAULT_KINDS, type FaultKind } from '../../wire/index.js';

const ABOUT: Readonly<Record<FaultKind, string>> = {
  kill: 'SIGKILL: what was answered until then is whole and in order',
  interrupt: 'SIGINT: what runs may be cut short; the kernel goes on',
  terminate: 'SIGTERM: it may end; what it answered is whole and in order',
  freeze: 'SIGSTOP, later SIGCONT, at times with thousands of messages between: nothing is lost',
  'stop-reading': 'the host reads nothing for a while, so that the kernel has to wait: nothing is lost',
  undrained: 'stdout or stderr is not read for a while: the kernel waits or goes on, and lives',
  'slow-sends': 'pauses between the messages of a sender: no pause is taken for the end',
  rebind: 'the host closes a socket and binds it again on the same port: the kernel connects again',
  'second-peer':
    'somebody else takes messages of a channel, or says something on the stream: the rest is whole',
  'late-start': 'the host sends before the kernel has connected: what waited comes first',
  garbage: 'bytes that are no ZeroMQ, to a port of the host: the kernel does not notice',
  'bad-handshake': 'a greeting that goes wrong, to a port of the host: the kernel does not notice',
};

/** Every kind of fault, with what must hold, in a line. */
export const FAULTS: readonly { readonly kind: FaultKind; readonly about: string }[] = FAULT_KINDS.map(
  (kind) => ({ kind, about: ABOUT[kind] }),
);
