import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

import { MARIMO_ECHO, type Schema } from '../../schema/index.js';
import { readStreamFrame, text, type Json } from '../../wire/index.js';
import type { Exit, Kernel, KernelListener, TapState } from '../kernel.js';
import { KernelError } from '../kernelError.js';
import { packageFile } from '../packageFile.js';
import { call, listTables, runCell } from './commands.js';
import { isTapReport } from './isTapReport.js';
import { spoken } from './spoken.js';
import { textInJson } from './textIn.js';

/** The cell that registers the functions; a host that deletes it does not delete them. */
export const SETUP_CELL = 'skewfuzz-setup';

/** How long a kernel may take from READY to its first answer, in milliseconds. */
const SETUP_MS = 30_000;
const TAIL_LINES = 20;
const NONCE = 'skewfuzz-start';

interface SetUpOptions {
  /** Let the kernel report what its own decoder understood. */
  readonly tap: boolean;
  readonly setupMs?: number;
}

/**
 * Runs the setup cell in a kernel that said it is ready, and waits until it answers: READY is printed before the
 * kernel exists. Afterwards `later` gets what comes. Returns what became of the tap.
 *
 * @throws KernelError `died-early` when it ends first, `not-ready` when it does not answer or the setup fails
 */
export async function setUp(
  kernel: Kernel,
  schema: Schema,
  later: KernelListener,
  { tap, setupMs = SETUP_MS }: SetUpOptions,
): Promise<TapState> {
  const started = new SetupListener(later);
  kernel.listen(started);
  const files = ['python/setup_cell.py', ...(tap ? ['python/tap_cell.py'] : [])];
  const cell = files.map((file) => readFileSync(packageFile(file), 'utf8')).join('\n');
  // The tap numbers what comes after its cell: only when that has run it is known which frames these are.
  const frames = [call(MARIMO_ECHO.functionName, NONCE, text(NONCE)), listTables(NONCE)].map((frame) =>
    spoken(schema, frame),
  );
  const timer = new AbortController();
  const late = pause(setupMs, 'late' as const, { signal: timer.signal }).catch(() => 'late' as const);
  try {
    const { channel, bytes } = spoken(schema, runCell(SETUP_CELL, cell));
    await kernel.send(channel, bytes);
    let end = await Promise.race([started.ran, started.answered, late]);
    if (end === 'ran') {
      for (const frame of frames) await kernel.send(frame.channel, frame.bytes);
      end = await Promise.race([started.answered, late]);
    }
    started.judge(end, setupMs);
    if (!tap) return 'off';
    return started.reports === frames.length ? 'on' : 'missing';
  } finally {
    timer.abort();
  }
}

type End = 'ran' | 'probe' | 'late' | Exit;

/** Listens for the answers to the setup; once the kernel has answered it only passes on. */
class SetupListener implements KernelListener {
  /** The cell has run, well or not. */
  readonly ran: Promise<End>;
  readonly answered: Promise<End>;
  readonly #later: KernelListener;
  readonly #errors: string[] = [];
  #ran: (end: End) => void = () => {};
  #end: (end: End) => void = () => {};
  #reports = 0;
  #done = false;
  #echoed = false;

  constructor(later: KernelListener) {
    this.#later = later;
    this.ran = new Promise((resolve) => {
      this.#ran = resolve;
    });
    this.answered = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** How many frames of the setup the tap has reported. */
  get reports(): number {
    return this.#reports;
  }

  frame(channel: string, bytes: Uint8Array): void {
    if (this.#done) {
      this.#later.frame(channel, bytes);
      return;
    }
    if (isTapReport(bytes)) {
      this.#reports += 1;
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
    if (op === 'completed-run') this.#ran('ran');
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
