import { ECHO_EXITED, type HostParts } from '../echo/echoHost.js';
import type { WireValue } from '../../wire/index.js';
import { KernelError } from '../kernelError.js';

/** A host of several sessions with one planted bug. */
export interface HostMutant {
  /** Kebab-case; what `mutant:` takes. */
  readonly name: string;
  /** The bug, in one sentence. */
  readonly about: string;
  /** The oracle that must catch it. */
  readonly oracle: 'isolation' | 'alive';
  plant(healthy: HostParts): HostParts;
}

const EVERY = 30;

/** Every mutant of a host there is. */
export const HOST_MUTANTS: readonly HostMutant[] = [
  {
    name: 'leak-across-sessions',
    about: 'Now and then an answer is sent to another session than the one that asked.',
    oracle: 'isolation',
    plant: (healthy) => {
      let said = 0;
      return {
        ...healthy,
        say: (host, session, payload) => {
          said += 1;
          const other = [...host.sessions.keys()].find((id) => id !== session);
          const astray = said % EVERY === 0 && payload !== ECHO_EXITED;
          return healthy.say(host, astray ? (other ?? session) : session, payload);
        },
      };
    },
  },
  {
    name: 'values-shared',
    about: 'Sessions share one buffer: now and then one answers with what another was sent last.',
    oracle: 'isolation',
    plant: (healthy) => {
      let last: { readonly of: object; readonly value: WireValue } | null = null;
      let count = 0;
      return {
        ...healthy,
        loop: () => {
          const own = healthy.loop();
          return {
            ...own,
            decode: (bytes, channel) => {
              const understood = own.decode(bytes, channel);
              if (understood.kind === 'refused') return understood;
              count += 1;
              const before = last;
              last = { of: own, value: understood.value };
              const mixes = count % EVERY === 0 && before !== null && before.of !== own;
              return mixes ? { kind: 'value', value: before.value } : understood;
            },
          };
        },
      };
    },
  },
  {
    name: 'unknown-unlogged',
    about: 'A message for a session that is not there is dropped without a line in the log.',
    oracle: 'isolation',
    plant: (healthy) => ({
      ...healthy,
      route: (host, frames) => {
        const [id] = frames;
        if (id !== undefined && !host.sessions.has(Buffer.from(id).toString('utf8'))) return;
        healthy.route(host, frames);
      },
    }),
  },
  {
    name: 'bad-frame-ends-host',
    about: 'One message that cannot be understood ends the host, and all sessions with it.',
    oracle: 'alive',
    plant: (healthy) => ({
      ...healthy,
      route: (host, frames) => {
        try {
          healthy.route(host, frames);
        } catch {
          process.exit(1);
        }
      },
    }),
  },
  {
    name: 'bad-frame-deafens-neighbour',
    about: 'After a frame that one session refuses, another one takes nothing any more.',
    oracle: 'isolation',
    plant: (healthy) => {
      let deaf: string | null = null;
      return {
        ...healthy,
        route: (host, frames) => {
          const [id, , payload] = frames;
          const session = Buffer.from(id ?? []).toString('utf8');
          if (payload !== undefined && healthy.loop().decode(payload, 'control').kind === 'refused') {
            deaf ??= [...host.sessions.keys()].find((other) => other !== session) ?? null;
          }
          if (session !== deaf) healthy.route(host, frames);
        },
      };
    },
  },
  {
    name: 'stop-loses-queued',
    about: 'A session that is to stop ends at once, and forgets what it had not answered yet.',
    oracle: 'isolation',
    plant: (healthy) => {
      const stopped = new Set<string>();
      const slow = new Map<string, (() => void)[]>();
      return {
        ...healthy,
        // Answers are made a little later, so that there is something to forget.
        say: (host, session, payload) => {
          if (host.sessions.get(session) === undefined && payload !== ECHO_EXITED) return undefined;
          if (payload === ECHO_EXITED || SETTLED.test(session)) return healthy.say(host, session, payload);
          const waiting = slow.get(session) ?? [];
          slow.set(session, waiting);
          waiting.push(() => {
            if (!stopped.has(session)) healthy.say(host, session, payload)?.catch(() => {});
          });
          setTimeout(() => waiting.shift()?.(), LATER_MS);
          return undefined;
        },
        create: (host, session) => {
          stopped.delete(session);
          healthy.create(host, session);
        },
        stop: (host, session) => {
          stopped.add(session);
          healthy.stop(host, session);
        },
      };
    },
  },
  {
    name: 'stop-stops-all',
    about: 'When one session is told to stop, all of them do.',
    oracle: 'isolation',
    plant: (healthy) => ({
      ...healthy,
      stop: (host, session) => {
        if (!host.sessions.has(session)) return;
        for (const one of host.sessions.keys()) healthy.stop(host, one);
      },
    }),
  },
  {
    name: 'stop-without-word',
    about: 'A session that was told to stop ends and does not say so.',
    oracle: 'isolation',
    plant: (healthy) => ({
      ...healthy,
      say: (host, session, payload) =>
        payload === ECHO_EXITED ? undefined : healthy.say(host, session, payload),
    }),
  },
  {
    name: 'second-create-resets',
    about: 'A session that is there is created again with success, and the first is forgotten.',
    oracle: 'isolation',
    plant: (healthy) => ({
      ...healthy,
      create: (host, session) => {
        host.sessions.delete(session);
        healthy.create(host, session);
      },
    }),
  },
  {
    name: 'create-unanswered',
    about: 'A session whose id was used before is created without an answer.',
    oracle: 'isolation',
    plant: (healthy) => {
      const used = new Set<string>();
      return {
        ...healthy,
        create: (host, session) => {
          if (used.has(session)) host.sessions.set(session, host.begin(session));
          else healthy.create(host, session);
          used.add(session);
        },
      };
    },
  },
  {
    name: 'end-after-restart',
    about: 'A session is created again while the one before it still ends: whose end it is cannot be told.',
    oracle: 'isolation',
    plant: (healthy) => ({
      ...healthy,
      create: (host, session) => {
        host.ending.delete(session);
        healthy.create(host, session);
      },
      say: (host, session, payload) => {
        if (payload !== ECHO_EXITED) return healthy.say(host, session, payload);
        setTimeout(() => {
          healthy.say(host, session, payload)?.catch(() => {});
        }, LATER_MS);
        return undefined;
      },
    }),
  },
  {
    name: 'shutdown-hangs',
    about: 'Told to end, the host stays.',
    oracle: 'alive',
    plant: (healthy) => ({
      ...healthy,
      shutdown: async () => new Promise((resolve) => setTimeout(resolve, 2 ** 30, 0)),
    }),
  },
];

/** Sessions that a host begins with answer at once. */
const SETTLED = /^s\d+$/u;
const LATER_MS = 60;

/** Whether a mutant of that name is one of a host. */
export function isHostMutant(name: string): boolean {
  return HOST_MUTANTS.some((one) => one.name === name);
}

/** @throws KernelError `bad-command` when there is no mutant of that name */
export function hostMutantNamed(name: string): HostMutant {
  const mutant = HOST_MUTANTS.find((one) => one.name === name);
  if (mutant !== undefined) return mutant;
  const known = HOST_MUTANTS.map((one) => one.name).join(', ');
  throw new KernelError(
    'bad-command',
    `Looked for a mutant of a host: expected one of ${known}; got "${name}".`,
  );
}
