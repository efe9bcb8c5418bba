import type { WireValue } from '../wire/index.js';
import type { Draw } from './draw.js';

const utf8 = new TextEncoder();

type Zone = 'any' | 'aware' | 'naive';

const ZONES: readonly string[] = ['Z', 'z', '+00:00', '-00:00', '+05:30', '-0800', '+23:59', '-23:59'];
const FRACTIONS: readonly string[] = ['', '.0', '.5', '.123456', '.1234567', '.999999'];

function text(value: string): WireValue {
  return { kind: 'str', bytes: utf8.encode(value) };
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** Years in which no offset leads out of what a calendar can say. */
function day(draw: Draw): string {
  return `${digits(1970 + draw.below(100), 4)}-${digits(draw.between(1, 12), 2)}-${digits(draw.between(1, 28), 2)}`;
}

function clock(draw: Draw, zone: Zone): string {
  const parts = [draw.below(24), draw.below(60), draw.below(60)].map((part) => digits(part, 2));
  const aware = zone === 'aware' || (zone === 'any' && draw.chance(1, 2));
  return `${parts.join(':')}${draw.pick(FRACTIONS)}${aware ? draw.pick(ZONES) : ''}`;
}

export function dateText(draw: Draw): WireValue {
  return text(day(draw));
}

export function timeText(draw: Draw, zone: Zone): WireValue {
  return text(clock(draw, zone));
}

/** RFC 3339, or the timestamp extension where a zone is allowed. */
export function datetimeValue(draw: Draw, zone: Zone): WireValue {
  if (zone !== 'naive' && draw.chance(1, 3)) return timestamp(draw);
  return text(`${day(draw)}${draw.pick(['T', 't', ' '])}${clock(draw, zone)}`);
}

/** The timestamp extension in each of its three sizes, of a second between 1970 and 2106. */
export function timestamp(draw: Draw): WireValue {
  const seconds = draw.below(2 ** 32);
  const nanoseconds = draw.pick([0, 1, 999, 1000, 499_999_999, 999_999_999]);
  const size = draw.pick([4, 8, 12] as const);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  if (size === 4) view.setUint32(0, seconds);
  else if (size === 8) view.setBigUint64(0, (BigInt(nanoseconds) << 34n) | BigInt(seconds));
  else {
    view.setUint32(0, nanoseconds);
    view.setBigInt64(4, BigInt(seconds));
  }
  return { kind: 'ext', code: -1, bytes };
}

/** ISO 8601 as far as decoders read it: days, hours, minutes, seconds. */
export function durationText(draw: Draw): WireValue {
  const sign = draw.pick(['', '-', '+']);
  const seconds = `${draw.below(60)}${draw.pick(['', '.5', '.000001'])}`;
  return text(`${sign}P${draw.below(1000)}DT${draw.below(24)}H${draw.below(60)}M${seconds}S`);
}

export function uuidValue(draw: Draw): WireValue {
  const hex = Array.from({ length: 4 }, () => digits(draw.below(2 ** 32), 1)).map((part) =>
    BigInt(part).toString(16).padStart(8, '0'),
  );
  const whole = hex.join('');
  if (draw.chance(1, 4)) return { kind: 'bin', bytes: Uint8Array.from(Buffer.from(whole, 'hex')) };
  const dashed = [
    whole.slice(0, 8),
    whole.slice(8, 12),
    whole.slice(12, 16),
    whole.slice(16, 20),
    whole.slice(20),
  ];
  return text(draw.chance(1, 3) ? whole : dashed.join('-'));
}

const DECIMALS: readonly string[] = [
  '0',
  '1',
  '-0',
  '0.1',
  '1.10',
  '1E+3',
  '123456789012345678901234567890',
  'NaN',
  'Infinity',
];

export function decimalText(draw: Draw): WireValue {
  return text(draw.pick(DECIMALS));
}
