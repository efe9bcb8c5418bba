import { isDigit } from './scan.js';

/** A number as text, or where it stops being one. */
export interface NumberScan {
  /** Past its last byte, or where it is wrong. */
  readonly to: number;
  /** `no digits`: not one where the integer part stands. */
  readonly fault: 'no digits' | 'invalid number' | null;
  /** It has a fraction or an exponent. */
  readonly isFloat: boolean;
}

/** Scans the number that starts at `from`. */
export function scanNumber(bytes: Uint8Array, from: number, end: number): NumberScan {
  let at = from;
  let isFloat = false;
  const found = (fault: NumberScan['fault']): NumberScan => ({ to: at, fault, isFloat });
  const digits = (): boolean => {
    const start = at;
    while (at < end && isDigit(bytes[at] ?? 0)) at++;
    return at > start;
  };
  if (bytes[at] === MINUS) {
    at++;
    if (at >= end) return found('no digits');
  }
  if (bytes[at] === ZERO) {
    at++;
    if (at < end && isDigit(bytes[at] ?? 0)) return found('invalid number');
  } else if (!digits()) {
    return found('no digits');
  }
  if (at < end && bytes[at] === POINT) {
    isFloat = true;
    at++;
    if (!digits()) return found('invalid number');
  }
  if (at < end && (bytes[at] === 0x65 || bytes[at] === 0x45)) {
    isFloat = true;
    at++;
    if (at < end && (bytes[at] === MINUS || bytes[at] === PLUS)) at++;
    if (!digits()) return found('invalid number');
  }
  return found(null);
}

const [MINUS, PLUS, POINT, ZERO] = [0x2d, 0x2b, 0x2e, 0x30];
