import { bareDocument, type Scripted } from './scripted.js';
import type { RerunStep } from './types.js';

/** A host of a few lines that sends one case to one kernel and says whether what comes back is what came then. */
export function reproduceInTypeScript(of: Scripted): string {
  const { about, command, folder, document, sent, owed, heard, exit } = of;
  return `${about.map((line) => `// ${line}\n`).join('')}//
// Needs the package zeromq, and tsx or Node 22.18: npx tsx THIS_FILE [COMMAND OF A KERNEL...]
// Exit code 1: what came is what came when it was found, or fails alike. 0: something else came. 2: no telling.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { inflateRawSync } from 'node:zlib';
import { Pull, Push } from "zeromq";

const COMMAND: string[] = ${JSON.stringify(command)};
const FOLDER: string = ${folder === null ? `mkdtempSync(join(tmpdir(), 'kernel-'))` : JSON.stringify(folder)};
/** What the kernel reads on stdin; the ports and the parent are put in below. */
const STARTUP: Record<string, unknown> = ${JSON.stringify(bareDocument(document))};

type Step = { heard: number; channel?: string; hex?: string; deflate?: string; more?: boolean; signal?: NodeJS.Signals; afterMs?: number };
/** In the order of sending; \`heard\`: so many frames had come before. */
const SENT: Step[] = [
${sent.map((step) => `  ${JSON.stringify(stepOf(step))},\n`).join('')}];
/** What came then: by channel, the start of the SHA-256 of each frame. Null: it differs from run to run. */
const HEARD: Record<string, string[]> | null = ${JSON.stringify(heard)};
/** So many of them have to be answered, each by one frame. */
const OWED = ${owed};
const EXIT: string | null = ${JSON.stringify(exit)};

${BODY}`;
}

function stepOf(step: RerunStep): object {
  const { kind, heard } = step;
  if ('data' in step) {
    const { channel, data, more } = step;
    return { heard, channel, [kind]: data, ...(more === undefined ? {} : { more }) };
  }
  return { heard, signal: kind === 'kill' ? 'SIGKILL' : 'SIGINT', afterMs: step.afterMs };
}

const BODY = String.raw`const outlets = Object.fromEntries(['control', 'ui_element', 'completion', 'input'].map((name) => [name, new Push()]));
const stream = new Pull();
const ports: Record<string, unknown> = {};
for (const [name, socket] of [...Object.entries(outlets), ['stream', stream] as const]) {
  socket.linger = 0;
  if (socket instanceof Push) socket.sendTimeout = 2_000;
  await socket.bind('tcp://127.0.0.1:*');
  ports[name] = Number(socket.lastEndpoint?.split(':').at(-1));
}

const given = process.argv.slice(2);
const [program = '', ...args] = given.length > 0 ? given : COMMAND;
const { PATH, HOME, LANG, TMPDIR } = process.env;
const kernel = spawn(program, args, {
  cwd: FOLDER,
  env: { PATH, HOME, LANG, TMPDIR },
  stdio: ['pipe', 'pipe', 'inherit'],
});
let exit: string | null = null;
kernel.on('exit', (code, signal) => (exit = signal === null ? 'code ' + code : 'signal ' + signal));
const info = { ...(STARTUP['connection_info'] as object), ...ports };
kernel.stdin.end(JSON.stringify({ ...STARTUP, connection_info: info, parent_pid: process.pid }));
await new Promise<void>((ready, failed) => {
  createInterface({ input: kernel.stdout }).on('line', (line) => {
    if (line.startsWith('KERNEL_READY')) ready();
  });
  kernel.once('exit', () => failed(new Error('the kernel ended before it was ready')));
});

const came: Record<string, string[]> = {};
let count = 0;
const reading = (async () => {
  for await (const [frame] of stream) {
    if (frame === undefined) continue;
    const text = frame.toString('latin1');
    const channel = /"channel":"(\w+)"/.exec(text)?.[1] ?? '';
    (came[channel] ??= []).push(createHash('sha256').update(frame).digest('hex').slice(0, 16));
    count += 1;
    console.log('< %d bytes  %s', frame.length, text.slice(Math.max(0, text.indexOf('{'))).slice(0, 160));
  }
})();

/** Waits until something holds, or for some time. */
async function until(holds: () => boolean, ms: number): Promise<void> {
  for (const end = Date.now() + ms; !holds() && Date.now() < end; ) await pause(5);
}

let parts: Buffer[] = [];
for (const { heard, channel, hex, deflate, more, signal, afterMs = 0 } of SENT) {
  await until(() => count >= heard || exit !== null, 2_000);
  if (signal !== undefined) {
    await pause(afterMs);
    console.log('! %s', signal);
    kernel.kill(signal);
  } else if (exit === null) {
    const frame = hex === undefined ? inflateRawSync(Buffer.from(deflate ?? '', 'base64')) : Buffer.from(hex, 'hex');
    console.log('> %s  %d bytes  %s', channel, frame.length, frame.toString('hex').slice(0, 64));
    parts.push(frame);
    if (more) continue;
    await outlets[channel ?? '']?.send(parts).catch(() => console.log('  it took no more'));
    parts = [];
  }
}
const expected = Object.values(HEARD ?? {}).flat().length;
// A kernel that has answered all and was not told to stop is not going to.
const told = SENT.filter(({ channel }) => channel !== undefined).length > OWED;
await until(() => exit !== null || (EXIT === null ? count >= expected : !told && count >= OWED), 5_000);
await pause(HEARD === null ? 3_000 : 300);

const ended = exit;
kernel.kill('SIGKILL');
for (const socket of [stream, ...Object.values(outlets)]) socket.close();
await reading.catch(() => {});
const sorted = (heard: Record<string, string[]>) => JSON.stringify(Object.entries(heard).sort());
const same = HEARD !== null && sorted(came) === sorted(HEARD) && ended === EXIT;
// How many answers a kernel loses, or gives before it dies, need not be the same each time.
const alike = expected !== OWED && count !== OWED;
console.log('the kernel: %s', ended ?? 'still there');
if (HEARD === null) console.log('compare it with the report: what this kernel says differs from run to run');
else if (same) console.log('AS RECORDED: it is still there');
else if (alike) console.log('ALIKE: again %d answers to %d frames', count, OWED);
else console.log('NOT AS RECORDED: something else came');
process.exitCode = HEARD === null ? 2 : same || alike ? 1 : 0;
`;
