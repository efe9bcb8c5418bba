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

/** The process of the decoder ended while it was asked something: of a signal, or with what it wrote. */
export class DecoderDied extends Error {
  readonly kind = 'decoder-died';
}

/**
 * msgspec's decoder in a process of its own, which may die of what it is asked; the next question then has a new one.
 * Answers come in the order of asking.
 */
export class RealDecoder {
  readonly #python: string;
  readonly #folder: string;
  #process: ChildProcess | null = null;
  #waiting: ((answer: Buffer | Error) => void)[] = [];
  #unread: Buffer[] = [];
  #size = 0;

  /** `folder`: where the modules of named types are found, besides those that are installed. */
  constructor(python: string, folder: string = '') {
    this.#python = python;
    this.#folder = folder;
  }

  #started(): ChildProcess {
    if (this.#process !== null) return this.#process;
    const env = { PATH: process.env['PATH'] ?? '', PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: this.#folder };
    const child = spawn(this.#python, [ownFile('decoder.py')], { stdio: ['pipe', 'pipe', 'pipe'], env });
    let complaints = '';
    child.stdout.on('data', (chunk: Buffer) => this.#read(chunk));
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => this.#over(child, error));
    child.on('close', (code, signal) =>
      this.#over(child, new DecoderDied(`the decoder ended (${code ?? signal}) ${complaints.slice(-2000)}`)),
    );
    this.#process = child;
    return child;
  }

  /**
   * Decodes documents as a type, all in one go. Rejects when Python cannot make the type.
   *
   * @throws DecoderDied
   */
  async decode(type: PythonType, documents: readonly Document[]): Promise<readonly Outcome[]> {
    const request = [
      part(Buffer.from(JSON.stringify(type))),
      ...documents.map(({ codec, bytes }) => part(Buffer.from(codec === 'json' ? 'j' : 'm'), bytes)),
    ];
    const answer = await new Promise<Buffer>((resolve, reject) => {
      this.#waiting.push((came) => (came instanceof Error ? reject(came) : resolve(came)));
      this.#started().stdin?.write(part(...request));
    });
    const outcomes = parts(answer);
    const [first] = outcomes;
    if (first?.[0] !== 'x'.charCodeAt(0)) return outcomes.map(outcomeOf);
    throw new Error(`Python could not make the type ${JSON.stringify(type)}: ${first.toString().slice(1)}`);
  }

  /** Ends the process and waits until it is gone. */
  async end(): Promise<void> {
    const child = this.#process;
    if (child === null) return;
    const gone = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
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

  #over(child: ChildProcess, error: Error): void {
    if (this.#process !== child) return;
    const waiting = this.#waiting;
    this.#process = null;
    this.#waiting = [];
    this.#unread = [];
    this.#size = 0;
    for (const settle of waiting) settle(error);
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
