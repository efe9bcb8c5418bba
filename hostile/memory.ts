import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const STATUS = '/proc/self/status';
const CLEAR = '/proc/self/clear_refs';

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

/** Whether the system tells what a process had at most since a moment of ours: Linux does. */
export const PEAK_IS_KNOWN: boolean = existsSync(CLEAR);

/** Leaves nothing on the heap that is not held. */
export function collectGarbage(): void {
  if (typeof collect === 'function') collect();
}

/** From now on the peak is counted. */
export function forgetPeak(): void {
  writeFileSync(CLEAR, '5');
}

/** The most memory that this process had since {@link forgetPeak}, in bytes. */
export function peakBytes(): number {
  return kilobytes('VmHWM') * 1_024;
}

/** The memory that it has now, in bytes. */
export function residentBytes(): number {
  return kilobytes('VmRSS') * 1_024;
}

function kilobytes(name: string): number {
  return Number(new RegExp(`${name}:\\s+(\\d+)`, 'u').exec(readFileSync(STATUS, 'utf8'))?.[1] ?? 0);
}
