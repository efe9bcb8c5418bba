import { spawn, type ChildProcess } from 'node:child_process';

import type { ModelledCodec } from '../src/model/index.js';
import type { Schema, Type } from '../src/schema/index.js';
import { ownFile } from './ownFile.js';

/** What the real decoder made of some bytes. */
export type Outcome =
  | { readonly kind: 'value'; readonly bytes: Uint8Array }
  /** Decoded, but what came out cannot be encoded again. */
  | { readonly kind: 'unwritable'; readonly error: readonly [name: string, text: string] }
  | { readonly kind: 'refused'; readonly error: readonly [name: string, text: string] };

/** A type for Python: where it finds it, `module:NAME`, or what to make it of. */
export type PythonType = { readonly name: string } | { readonly schema: Schema; readonly type: Type };

export interface Document {
  readonly codec: ModelledCodec;
  readonly bytes: Uint8Array;
}

/** msgspec's decoder in a process of its own, which may die of what it is asked. Answers come in the order of asking. */
export class RealDecoder {
  readonly #process: ChildProcess;
  readonly #waiting: ((answer: Buffer | Error) => void)[] = [];
  #unread: Buffer[] = [];
  #size = 0;
  #complaints = '';

  /** `folder`: where the modules of named types are found, besides those that are installed. */
  constructor(python: string, folder: string = '') {
    const env = { PATH: process.env['PATH'] ?? '', PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: folder };
    this.#process = spawn(python, [ownFile('decoder.py')], { stdio: ['pipe', 'pipe', 'pipe'], env });
    this.#process.stdout?.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#process.stderr?.on('data', (chunk: Buffer) => (this.#complaints += chunk.toString()));
    this.#process.stdin?.on('error', (error) => this.#fail(error));
    this.#process.on('error', (error) => this.#fail(error));
    this.#process.on('close', (code, signal) =>
      this.#fail(new Error(`the decoder ended (${code ?? signal}): ${this.#complaints.slice(-2000)}`)),
    );
  }

  /** Decodes documents as a type, all in one go. Rejects when the process dies, or cannot make the type. */
  async decode(type: PythonType, documents: readonly Document[]): Promise<readonly Outcome[]> {
    const request = [
      part(Buffer.from(JSON.stringify(type))),
      ...documents.map(({ codec, bytes }) => part(Buffer.from(codec === 'json' ? 'j' : 'm'), bytes)),
    ];
    const answer = await new Promise<Buffer>((resolve, reject) => {
      this.#waiting.push((came) => (came instanceof Error ? reject(came) : resolve(came)));
      this.#process.stdin?.write(part(...request));
    });
    const outcomes = parts(answer);
    const [first] = outcomes;
    if (first?.[0] !== 'x'.charCodeAt(0)) return outcomes.map(outcomeOf);
    throw new Error(`Python could not make the type ${JSON.stringify(type)}: ${first.toString().slice(1)}`);
  }

  /** Ends the process and waits until it is gone. */
  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#process.once('close', resolve));
    this.#process.kill('SIGKILL');
    await gone;
  }

  #read(chunk: Buffer): void {
    this.#unread.push(chunk);
    this.#size += chunk.length;
    // A long answer comes in many pieces, which are put together once.
    const wanted = this.#unread.length > 1 && this.#unread[0] !== undefined ? this.#unread[0] : chunk;
    if (wanted.length >= 4 && this.#size < 4 + wanted.readUInt32BE(0)) return;
    let rest = Buffer.concat(this.#unread);
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE(0)) {
      const end = 4 + rest.readUInt32BE(0);
      this.#waiting.shift()?.(rest.subarray(4, end));
      rest = rest.subarray(end);
    }
    this.#unread = rest.length === 0 ? [] : [rest];
    this.#size = rest.length;
  }

  #fail(error: Error): void {
    for (const settle of this.#waiting.splice(0)) settle(error);
  }
}

function part(...pieces: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(pieces.reduce((sum, { length }) => sum + length, 0));
  return Buffer.concat([head, ...pieces]);
}

function parts(joined: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < joined.length;) {
    const end = at + 4 + joined.readUInt32BE(at);
    found.push(joined.subarray(at + 4, end));
    at = end;
  }
  return found;
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
