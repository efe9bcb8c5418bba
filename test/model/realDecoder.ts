import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** What the real decoder made of some bytes. */
export type Outcome =
  | { readonly kind: 'value'; readonly bytes: Uint8Array }
  /** Decoded, but what came out cannot be encoded again. */
  | { readonly kind: 'unwritable'; readonly error: readonly [name: string, text: string] }
  | { readonly kind: 'refused'; readonly error: readonly [name: string, text: string] };

/** msgspec's decoder in a process of its own, which may die of what it is asked. Answers come in the order of asking. */
export class RealDecoder {
  readonly #process: ChildProcess;
  readonly #waiting: ((outcome: Outcome | Error) => void)[] = [];
  #unread: Buffer = Buffer.alloc(0);
  #complaints = '';

  constructor(python: string) {
    const script = join(import.meta.dirname, 'decoder.py');
    const env = { PATH: process.env['PATH'] ?? '', PYTHONDONTWRITEBYTECODE: '1' };
    this.#process = spawn(python, [script], { stdio: ['pipe', 'pipe', 'pipe'], env });
    this.#process.stdout?.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#process.stderr?.on('data', (chunk: Buffer) => (this.#complaints += chunk.toString()));
    this.#process.stdin?.on('error', (error) => this.#fail(error));
    this.#process.on('error', (error) => this.#fail(error));
    this.#process.on('close', (code, signal) =>
      this.#fail(new Error(`the decoder ended (${code ?? signal}): ${this.#complaints.slice(-2000)}`)),
    );
  }

  /** Decodes bytes as a type, `module:NAME`. Rejects when the process dies. */
  async decode(type: string, bytes: Uint8Array, codec: 'msgpack' | 'json' = 'msgpack'): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push((outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)));
      this.#process.stdin?.write(Buffer.concat([part(Buffer.from(`${codec}:${type}`)), part(bytes)]));
    });
  }

  /** Ends the process and waits until it is gone. */
  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#process.once('close', resolve));
    this.#process.kill('SIGKILL');
    await gone;
  }

  #read(chunk: Buffer): void {
    let rest = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE(0)) {
      const end = 4 + rest.readUInt32BE(0);
      this.#waiting.shift()?.(outcomeOf(rest.subarray(4, end)));
      rest = rest.subarray(end);
    }
    this.#unread = rest;
  }

  #fail(error: Error): void {
    for (const settle of this.#waiting.splice(0)) settle(error);
  }
}

function part(bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes.length);
  return Buffer.concat([head, bytes]);
}

function outcomeOf(answer: Buffer): Outcome {
  const body = answer.subarray(1);
  switch (String.fromCharCode(answer[0] ?? 0)) {
    case 'v':
      return { kind: 'value', bytes: body };
    case 'u':
      return { kind: 'unwritable', error: errorOf(body) };
    default:
      return { kind: 'refused', error: errorOf(body) };
  }
}

function errorOf(json: Buffer): readonly [string, string] {
  const [name, text]: [unknown, unknown] = JSON.parse(json.toString());
  return [String(name), String(text)];
}
