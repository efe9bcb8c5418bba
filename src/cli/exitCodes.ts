import type { Verdict } from '../report/index.js';

/** The process's exit code for a verdict; 3 is an error of usage or of the harness itself. */
export const EXIT_CODES: Readonly<Record<Verdict, number>> = { valid: 0, invalid: 1, unknown: 2 };
export const EXIT_ERROR = 3;
