import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

import { MARIMO_ECHO, type Schema } from '../../schema/index.js';
import { readStreamFrame, text, type Json } from '../../wire/index.js';
import type { Exit, Kernel, KernelListener } from '../kernel.js';
import { KernelError } from '../kernelError.js';
import { packageFile } from '../packageFile.js';
import { call, listTables, runCell } from './commands.js';
import { spoken } from './spoken.js';
import { textInJson } from './textIn.js';

/** The cell that registers the functions; a host that deletes it does not delete them. */
export const SETUP_CELL = 'skewfuzz-setup';

/** How long a kernel may take from READY to its first answer, in milliseconds. */
const SETUP_MS = 30_000;
const TAIL_LINES = 20;
const NONCE = 'skewfuzz-start';

/**
 * Runs the setup cell in a kernel that said it is ready, and waits until it answers: READY is printed before the
 * kernel exists. Afterwards `later` gets what comes.
 *
 * @throws KernelError `died-early` when it ends first, `not-ready` when it does not answer or the setup fails
 */
export async function setUp(
  kernel: Kernel,
  schema: Schema,
  later: KernelListener,
  setupMs: number = SETUP_MS,
): Promise<void> {
  const started = new SetupListener(later);
  kernel.listen(started);
  const frames = [
    runCell(SETUP_CELL, readFileSync(packageFile('python/setup_cell.py'), 'utf8')),
    call(MARIMO_ECHO.functionName, NONCE, text(NONCE)),
    listTables(NONCE),
  ].map((frame) => spoken(schema, frame));
  const timer = new AbortController();
  const late = pause(setupMs, 'late' as const, { signal: timer.signal }).catch(() => 'late' as const);
  try {
    for (const { channel, bytes } of frames) await kernel.send(channel, bytes);
    const end = await Promise.race([started.answered, late]);
    started.judge(end, setupMs);
  } finally {
    timer.abort();
  }
}

type End = 'probe' | 'late' | Exit;

/** Listens for the answers to the setup; once the kernel has answered it only passes on. */
class SetupListener implements KernelListener {
  readonly answered: Promise<End>;
  readonly #later: KernelListener;
  readonly #errors: string[] = [];
  #end: (end: End) => void = () => {};
  #done = false;
  #echoed = false;

  constructor(later: KernelListener) {
    this.#later = later;
    this.answered = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  frame(channel: string, bytes: Uint8Array): void {
    if (this.#done) {
      this.#later.frame(channel, bytes);
      return;
    }
    const reading = readStreamFrame(bytes);
    if (reading.kind === 'notification') this.#notification(reading.op, reading.json);
  }

  line(stream: 'stdout' | 'stderr', line: string): void {
    if (stream === 'stderr') this.#remember(line);
    this.#later.line(stream, line);
  }

  exit(exit: Exit): void {
    this.#end(exit);
    this.#later.exit(exit);
  }

  /** @throws KernelError unless the setup was answered as it must be */
  judge(end: End, setupMs: number): void {
    const asked = 'Started marimo and ran the setup cell: expected an answer to the first probe';
    if (typeof end === 'object') {
      const how = end.signal === null ? `exit code ${String(end.code)}` : `signal ${end.signal}`;
      throw new KernelError('died-early', `${asked}, the kernel ended first, with ${how}. ${this.#tail()}`);
    }
    if (end === 'late') {
      throw new KernelError('not-ready', `${asked} within ${setupMs} ms, none came. ${this.#tail()}`);
    }
    if (!this.#echoed) {
      throw new KernelError(
        'not-ready',
        'Started marimo and ran the setup cell: expected its echo function to give its argument back, it did not. ' +
          `This release may keep its queues or functions elsewhere; see python/setup_cell.py. ${this.#tail()}`,
      );
    }
  }

  #notification(op: string | null, json: Json): void {
    if (op === 'function-call-result' && textInJson(json, ['function_call_id']) === NONCE) {
      this.#echoed = textInJson(json, ['return_value']) === NONCE;
    }
    if (op === 'cell-op') this.#remember(textInJson(json, ['console', 'data']) ?? '');
    if (op === 'sql-table-list-preview' && textInJson(json, ['request_id']) === NONCE) {
      this.#done = true;
      this.#end('probe');
    }
  }

  #remember(output: string): void {
    if (output !== '') this.#errors.push(...output.split('\n'));
    this.#errors.splice(0, this.#errors.length - TAIL_LINES);
  }

  #tail(): string {
    return this.#errors.length === 0
      ? 'It wrote nothing to stderr.'
      : `It wrote last:\n${this.#errors.join('\n')}`;
  }
}
