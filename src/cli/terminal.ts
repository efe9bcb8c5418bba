import { explain, opening, plainProgress, statusLine, type Progress } from '../report/index.js';
import type { RunListener } from '../runner/index.js';

/** Without a terminal, progress is one line in this many milliseconds. */
const PLAIN_EVERY_MS = 10_000;
const ERASE_LINE = '\r\u001b[2K';

/** Where output goes: results to stdout, all that passes by to stderr. */
export interface Terminal {
  readonly colour: boolean;
  /** Results. */
  readonly print: (text: string) => void;
  /** Something that passes by. */
  readonly note: (line: string) => void;
  /** A status line that the next one replaces; nothing where there is no terminal. */
  readonly status: (line: string) => void;
  readonly listener: RunListener;
  /** Takes the status line away. */
  readonly close: () => void;
}

/** A status line that is rewritten on a terminal, plain lines elsewhere and in CI. */
export function openTerminal(out: NodeJS.WriteStream, err: NodeJS.WriteStream): Terminal {
  const live = err.isTTY && process.env['CI'] === undefined && process.env['TERM'] !== 'dumb';
  const colour = out.isTTY && process.env['NO_COLOR'] === undefined && process.env['CI'] === undefined;
  let shown = false;
  let plainAt = performance.now();
  const clear = (): void => {
    if (shown) err.write(ERASE_LINE);
    shown = false;
  };
  const note = (line: string): void => {
    clear();
    err.write(`${line}\n`);
  };
  const print = (text: string): void => {
    clear();
    out.write(text.endsWith('\n') ? text : `${text}\n`);
  };
  const status = (line: string): void => {
    if (!live) return;
    err.write(`${ERASE_LINE}${line.slice(0, (err.columns || 80) - 1)}`);
    shown = true;
  };
  const progress = (now: Progress): void => {
    if (live) {
      status(statusLine(now, (err.columns || 80) - 1));
    } else if (performance.now() - plainAt >= PLAIN_EVERY_MS) {
      plainAt = performance.now();
      err.write(`${plainProgress(now)}\n`);
    }
  };
  const listener: RunListener = (event) => {
    switch (event.kind) {
      case 'opened':
        note(opening(event.run).trimEnd());
        break;
      case 'progress':
        progress(event.progress);
        break;
      case 'note':
        note(event.line);
        break;
      case 'case':
        break;
      case 'finding':
        print(explain(event.finding, { colour }));
        break;
      case 'flake':
        note(`did not come back, so it is not a finding: ${event.flake.signature}`);
        break;
    }
  };
  return { colour, print, note, status, listener, close: clear };
}
