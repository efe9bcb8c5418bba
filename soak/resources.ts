import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** What a process holds at a moment: by what it is, how many. */
export interface Held {
  /** Child processes, those that have ended and were not waited for included. */
  readonly children: readonly number[];
  /** Processes of the same group, children of children too. */
  readonly group: readonly number[];
  /** Open descriptors, by kind. */
  readonly descriptors: ReadonlyMap<string, number>;
  /** Ports on which this process listens. */
  readonly listening: readonly number[];
  /** Timers, pipes, sockets: what keeps an event loop alive. */
  readonly handles: ReadonlyMap<string, number>;
  readonly threads: number;
  /** Paths below the folders that are watched. */
  readonly files: ReadonlySet<string>;
}

/** Some things end a moment after they were told to. */
const SETTLE_MS = 5_000;
const LOOK_MS = 50;

/** What this process holds now. Linux only: it is read from /proc. */
export function held(folders: readonly string[]): Held {
  return {
    children: readdirSync('/proc/self/task').flatMap((task) => numbers(`/proc/self/task/${task}/children`)),
    group: groupOf(process.pid),
    descriptors: counted(descriptors().map((target) => target.replace(/:?\[?\d+\]?$/u, ''))),
    listening: listening(),
    handles: counted(process.getActiveResourcesInfo()),
    threads: readdirSync('/proc/self/task').length,
    files: new Set(folders.flatMap((folder) => below(folder))),
  };
}

/** What is there that was not there before, each in a sentence; none: nothing was left. Waits a moment for it to go. */
export async function leftSince(before: Held, folders: readonly string[]): Promise<readonly string[]> {
  const end = performance.now() + SETTLE_MS;
  for (;;) {
    const left = differences(before, held(folders));
    if (left.length === 0 || performance.now() > end) return left;
    await pause(LOOK_MS);
  }
}

function differences(before: Held, now: Held): readonly string[] {
  const known = new Set([...before.children, ...before.group]);
  const fresh = (pids: readonly number[]): readonly number[] => pids.filter((pid) => !known.has(pid));
  return [
    ...fresh(now.children).map((pid) => `child process ${pid} (${nameOf(pid)})`),
    ...fresh(now.group).map((pid) => `process ${pid} of the group (${nameOf(pid)})`),
    ...now.listening.filter((port) => !before.listening.includes(port)).map((port) => `open port ${port}`),
    ...more('descriptors', before.descriptors, now.descriptors),
    ...more('handles', before.handles, now.handles),
    ...(now.threads > before.threads ? [`${now.threads - before.threads} threads`] : []),
    ...[...now.files].filter((path) => !before.files.has(path)).map((path) => `file ${path}`),
  ];
}

function more(
  what: string,
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): readonly string[] {
  return [...now]
    .map(([name, count]) => ({ name, count: count - (before.get(name) ?? 0) }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${what} more of the kind ${name}`);
}

function descriptors(): readonly string[] {
  return readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      return [readlinkSync(`/proc/self/fd/${name}`)];
    } catch {
      // That of the listing itself is closed again.
      return [];
    }
  });
}

/** The state of a listening socket in /proc/net/tcp. */
const LISTEN = '0A';

function listening(): readonly number[] {
  const own = new Set(descriptors().flatMap((target) => /^socket:\[(\d+)\]$/u.exec(target)?.[1] ?? []));
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/u))
    .filter((columns) => columns[3] === LISTEN && own.has(columns[9] ?? ''))
    .map((columns) => Number.parseInt(columns[1]?.split(':')[1] ?? '', 16));
}

function groupOf(own: number): readonly number[] {
  const group = statOf(own)?.group;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map(Number)
    .filter((pid) => pid !== own && statOf(pid)?.group === group);
}

function statOf(pid: number): { readonly name: string; readonly group: number } | null {
  try {
    const [, name = '', rest = ''] =
      /^\d+ \((.*)\) (.*)$/su.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return { name, group: Number(rest.split(' ')[2]) };
  } catch {
    return null;
  }
}

function nameOf(pid: number): string {
  return statOf(pid)?.name ?? 'gone';
}

function numbers(path: string): readonly number[] {
  return readFileSync(path, 'utf8').split(' ').filter(Boolean).map(Number);
}

function counted(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function below(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true }).map((name) => `${folder}/${String(name)}`);
}
