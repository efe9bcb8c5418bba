import type { Ports } from '../connection.js';
import { KernelError } from '../kernelError.js';

/** What a kernel that is not marimo reads of the start-up document. */
export interface ConnectionInfo {
  readonly ports: Ports;
  readonly parentPid: number | null;
}

/** @throws KernelError `not-started` when the text is no start-up document */
export function readConnectionInfo(text: string): ConnectionInfo {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw misread(text, cause instanceof Error ? cause.message : String(cause));
  }
  const port = (name: string): number => {
    const value = member(member(document, 'connection_info'), name);
    if (typeof value !== 'number') {
      throw misread(text, `connection_info.${name} is no port`);
    }
    return value;
  };
  const parentPid = member(document, 'parent_pid');
  return {
    ports: {
      control: port('control'),
      ui_element: port('ui_element'),
      completion: port('completion'),
      input: port('input'),
      stream: port('stream'),
    },
    parentPid: typeof parentPid === 'number' ? parentPid : null,
  };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function misread(text: string, why: string): KernelError {
  return new KernelError(
    'not-started',
    'Read the start-up document from stdin: expected JSON with "connection_info" (five ports) and "parent_pid", ' +
      `got ${JSON.stringify(text.slice(0, 200))}: ${why}. A host writes it and closes stdin.`,
  );
}
