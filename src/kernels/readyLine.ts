import { KernelError } from './kernelError.js';

const READY = 'KERNEL_READY';

/** What a kernel says of itself when it is ready. */
export interface Ready {
  /** What its own codec loses, by the names of the fidelity table. */
  readonly loses: readonly string[];
}

/**
 * Reads one line of stdout. Null: not the ready line, to be skipped.
 *
 * @throws KernelError `not-ready` when the line is there and what follows on it is no `{"loses":[...]}`
 */
export function readReadyLine(line: string): Ready | null {
  const text = line.trim();
  if (text === READY) {
    return { loses: [] };
  }
  if (!text.startsWith(`${READY} `) && !text.startsWith(`${READY}{`)) {
    return null;
  }
  const rest = text.slice(READY.length).trim();
  const loses = losesOf(rest);
  if (loses === null) {
    throw new KernelError(
      'not-ready',
      `The kernel said it is ready, and then something unreadable: expected nothing or one JSON object like ` +
        `{"loses":["float32"]} after ${READY}, got ${JSON.stringify(rest)}. Correct the line the kernel prints.`,
    );
  }
  return { loses };
}

function losesOf(text: string): readonly string[] | null {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof said !== 'object' || said === null || Array.isArray(said)) {
    return null;
  }
  const loses: unknown = 'loses' in said ? said.loses : [];
  return Array.isArray(loses) && loses.every((name): name is string => typeof name === 'string')
    ? loses
    : null;
}
