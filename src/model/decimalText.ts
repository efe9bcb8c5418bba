import { fixedPoint, shortestDigits } from './pythonRepr.js';

/** A number as Python's `Decimal` holds it: sign, digits and the power of ten of the last one. */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

/** What `Decimal` makes of a text; `ask`: beyond what is modelled (other scripts' digits, payloads, huge numbers). */
export type DecimalReading = Decimal | 'nan' | '-nan' | 'snan' | '-snan' | 'inf' | '-inf' | 'invalid' | 'ask';

const NUMBER = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/;
const SPECIAL = /^([+-]?)(?:(inf(?:inity)?)|(s?nan)(\d*))$/i;
const DIGITS_MAX = 4000;
const EXPONENT_TEXT_MAX = 12;

/** Reads a text as `Decimal(text)` does: blanks around it and underscores within it do not count. */
export function readDecimal(text: string): DecimalReading {
  // oxlint-disable-next-line no-control-regex -- these are the blanks that Python strips
  if (/[^\u0000-\u007f]/.test(text)) return 'ask';
  // oxlint-disable-next-line no-control-regex -- as above
  const bare = text.replace(/^[\t-\r\u001c- ]+|[\t-\r\u001c- ]+$/g, '').replaceAll('_', '');
  const special = SPECIAL.exec(bare);
  if (special !== null) return readSpecial(special);
  const match = NUMBER.exec(bare);
  if (match === null) return 'invalid';
  const fraction = match[3] ?? match[4] ?? '';
  const digits = (match[2] ?? '') + fraction;
  const power = match[5] ?? '0';
  if (digits.length > DIGITS_MAX || power.length > EXPONENT_TEXT_MAX) return 'ask';
  return {
    negative: match[1] === '-',
    digits: digits.replace(/^0+(?=\d)/, ''),
    exponent: Number(power) - fraction.length,
  };
}

function readSpecial(match: RegExpExecArray): DecimalReading {
  const negative = match[1] === '-';
  if (match[2] !== undefined) return negative ? '-inf' : 'inf';
  if (match[4] !== '') return 'ask';
  if (match[3]?.toLowerCase() === 'nan') return negative ? '-nan' : 'nan';
  return negative ? '-snan' : 'snan';
}

/** As `str(Decimal)` writes it: the digits as given, with an exponent where plain notation would add zeros. */
export function writeDecimal(value: Exclude<DecimalReading, 'invalid' | 'ask'>): string {
  if (typeof value === 'string') return SPECIAL_TEXT[value];
  const { digits, exponent } = value;
  const sign = value.negative ? '-' : '';
  const adjusted = exponent + digits.length - 1;
  if (exponent <= 0 && adjusted >= -6) return sign + plain(digits, exponent);
  const tail = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${sign}${digits.charAt(0)}${tail}E${adjusted < 0 ? '-' : '+'}${Math.abs(adjusted)}`;
}

const SPECIAL_TEXT = {
  nan: 'NaN',
  '-nan': '-NaN',
  snan: 'sNaN',
  '-snan': '-sNaN',
  inf: 'Infinity',
  '-inf': '-Infinity',
} as const;

function plain(digits: string, exponent: number): string {
  if (exponent === 0) return digits;
  const padded = digits.padStart(1 - exponent, '0');
  return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** The text of a `Decimal` made from a float: by its shortest digits, plain from 1e-5 up to 1e16. */
export function decimalOfFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  const { digits, exponent } = shortestDigits(Math.abs(value));
  const fixed = exponent >= -5 && exponent < 16;
  const text = fixed ? fixedPoint(digits, exponent) : `${digits}e${exponent - digits.length + 1}`;
  const read = readDecimal((value < 0 || Object.is(value, -0) ? '-' : '') + text);
  return read === 'invalid' || read === 'ask' ? text : writeDecimal(read);
}
