/**
 * Characters of which every Python since 3.10 agrees whether `str.isprintable` holds, by their Unicode category: first
 * and last of blocks that were full, or closed, before Unicode 13. Elsewhere it depends on the tables that the
 * interpreter was built with.
 */
const SETTLED: readonly (readonly [first: number, last: number])[] = [
  [0x0000, 0x052f],
  [0x0620, 0x06ff],
  [0x1e00, 0x206f],
  [0x2190, 0x23ff],
  [0x2460, 0x27bf],
  [0x3041, 0x3096],
  [0x30a0, 0x30ff],
  [0x4e00, 0x9fef],
  [0xac00, 0xd7a3],
  [0xe000, 0xf8ff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xff01, 0xffbe],
  [0xfffd, 0xfffd],
  [0x1f300, 0x1f64f],
];

const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** Python's `repr` of a string; null where it depends on the version of Python. */
export function pythonRepr(text: string): string | null {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = quote;
  for (const char of text) {
    if (!isSettled(char.codePointAt(0) ?? 0)) return null;
    out += escaped(char, quote);
  }
  return out + quote;
}

function isSettled(code: number): boolean {
  return SETTLED.some(([first, last]) => code >= first && code <= last);
}

function escaped(char: string, quote: string): string {
  if (char === quote || char === '\\') return `\\${char}`;
  if (char === '\n') return '\\n';
  if (char === '\r') return '\\r';
  if (char === '\t') return '\\t';
  if (!UNPRINTABLE.test(char)) return char;
  const code = char.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${hex(code, 2)}`;
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}

/** Python's `repr` of a float: the shortest digits, with an exponent below 1e-4 and from 1e16 on. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const { digits, exponent } = shortestDigits(Math.abs(value));
  if (exponent < -4 || exponent >= 16) {
    const tail = digits.length > 1 ? `.${digits.slice(1)}` : '';
    const power = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${digits.charAt(0)}${tail}e${exponent < 0 ? '-' : '+'}${power}`;
  }
  return sign + fixedPoint(digits, exponent);
}

/** The shortest decimal digits that read back as this float, and the power of ten of the first one. */
export function shortestDigits(value: number): { readonly digits: string; readonly exponent: number } {
  const [mantissa = '0', power = '0'] = value.toExponential().split('e');
  return { digits: mantissa.replace('.', ''), exponent: Number(power) };
}

/** Digits and the power of ten of the first one, written without an exponent, with at least one decimal. */
export function fixedPoint(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${whole}.${digits.slice(exponent + 1) || '0'}`;
}
