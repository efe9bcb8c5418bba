export type DurationFault = 'invalid' | 'range' | 'units' | 'overflow';

const MAX_SECONDS = 86_399_999_999_999n;
const MIN_SECONDS = -86_399_999_913_600n;
const MICROS = 1_000_000n;
const SEGMENT = /^(\d+)(?:\.(\d+))?([^\d.])/;

/** The units, each with the seconds it holds, in the order in which they may stand. */
const UNITS = new Map([
  ['D', { rank: 1, seconds: 86_400n }],
  ['H', { rank: 3, seconds: 3_600n }],
  ['M', { rank: 4, seconds: 60n }],
  ['S', { rank: 5, seconds: 1n }],
]);
const TIME_RANK = 2;

/**
 * Reads an ISO 8601 duration of days, hours, minutes and seconds, in microseconds. `overflow`: so many days that the
 * decoder's own arithmetic wraps around; what it then does is no rule.
 */
export function readDuration(text: string): bigint | DurationFault {
  const start = /^([+-]?)[Pp]/.exec(text);
  if (start === null) return 'invalid';
  const total = readSegments(text.slice(start[0].length));
  if (typeof total !== 'bigint' || start[1] !== '-') return total;
  const floor = -total / MICROS - (total % MICROS === 0n ? 0n : 1n);
  return floor < MIN_SECONDS ? 'range' : -total;
}

function readSegments(text: string): bigint | DurationFault {
  let rest = text;
  let rank = 0;
  let total = 0n;
  let fraction = false;
  do {
    if (fraction) return 'invalid';
    if (/^[Tt]/.test(rest)) {
      if (rank >= TIME_RANK) return 'invalid';
      rank = TIME_RANK;
      rest = rest.slice(1);
    }
    if (isTooLong(rest)) return 'range';
    const match = SEGMENT.exec(rest);
    if (match === null) return 'invalid';
    const unit = UNITS.get((match[3] ?? '').toUpperCase());
    if (unit === undefined) return /[WwYy]/.test(match[3] ?? '') ? 'units' : 'invalid';
    if (unit.rank === 4 && rank < TIME_RANK) return 'units';
    if (unit.rank <= rank || (unit.rank > TIME_RANK && rank < TIME_RANK)) return 'invalid';
    rank = unit.rank;
    const whole = BigInt(match[1] ?? '0') * unit.seconds;
    if (whole >= 1n << 63n) return 'overflow';
    fraction = match[2] !== undefined;
    total += whole * MICROS + fractionMicros(match[2] ?? '', unit.seconds);
    if (total / MICROS > MAX_SECONDS) return 'range';
    rest = rest.slice(match[0].length);
  } while (rest !== '');
  return total;
}

/** A number is given up as soon as it passes 2^47, whatever follows it. */
function isTooLong(rest: string): boolean {
  const digits = /^0*(\d*)/.exec(rest)?.[1] ?? '';
  return digits.length > 15 || Number(digits) > 2 ** 47;
}

/** Rounded half up, from the first eleven digits. */
function fractionMicros(digits: string, seconds: bigint): bigint {
  if (digits === '') return 0n;
  const shown = digits.slice(0, 11);
  const scale = 10n ** BigInt(shown.length);
  return (BigInt(shown) * seconds * MICROS + scale / 2n) / scale;
}

/** As msgspec writes it: days and seconds. */
export function writeDuration(micros: bigint): string {
  const size = micros < 0n ? -micros : micros;
  const days = size / (86_400n * MICROS);
  const seconds = (size / MICROS) % 86_400n;
  const rest = (size % MICROS).toString().padStart(6, '0').replace(/0+$/, '');
  const time = seconds === 0n && rest === '' ? '' : `T${seconds}${rest === '' ? '' : `.${rest}`}S`;
  const date = days === 0n ? '' : `${days}D`;
  return `${micros < 0n ? '-' : ''}P${date}${time}${date + time === '' ? '0D' : ''}`;
}
