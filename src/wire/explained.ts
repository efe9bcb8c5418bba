import type { LossName } from './fidelity.js';
import { bitsOf, floatOf } from './float.js';
import { leafSame } from './leafSame.js';
import { textOf } from './textOf.js';
import type { WireValue } from './value.js';

type Float = WireValue & { readonly kind: 'float' };

/** Whether a leaf came back as it was, or as declared losses (several of them together, even) allow. */
export function leafExplained(expected: WireValue, actual: WireValue, loses: ReadonlySet<LossName>): boolean {
  if (leafSame(expected, actual)) return true;
  if (loses.size === 0) return false;
  if (expected.kind === 'float') return floatExplained(expected, actual, loses);
  if (expected.kind === 'str' && actual.kind === 'str')
    return textExplained(expected.bytes, actual.bytes, loses);
  return false;
}

function floatExplained(expected: Float, actual: WireValue, loses: ReadonlySet<LossName>): boolean {
  const sent = floatOf(expected.width, expected.bits);
  const signLost = Object.is(sent, -0) && loses.has('negative-zero');
  if (actual.kind === 'int') {
    if (!loses.has('integral-float') || !Number.isInteger(sent)) return false;
    return actual.value === BigInt(sent) && (!Object.is(sent, -0) || signLost);
  }
  if (actual.kind !== 'float') return false;
  const widened = expected.width === 32 && actual.width === 64 && loses.has('float32');
  if (expected.width !== actual.width && !widened) return false;
  const came = floatOf(actual.width, actual.bits);
  // Widening a NaN moves its payload, so which NaN it becomes is nobody's promise.
  if (Number.isNaN(sent)) return Number.isNaN(came) && (widened || loses.has('nan-payload'));
  return Object.is(sent, came) || (signLost && Object.is(came, 0));
}

function textExplained(expected: Uint8Array, actual: Uint8Array, loses: ReadonlySet<LossName>): boolean {
  const came = textOf(actual);
  if (came === null) return false;
  const replaced = loses.has('ill-formed-text');
  const sent = textOf(expected) ?? (replaced ? lenient.decode(expected) : null);
  if (sent === null) return false;
  const same = (a: string, b: string): boolean => a === b || (replaced && joined(a) === joined(b));
  return same(sent, came) || (loses.has('leading-bom') && sent.startsWith(BOM) && same(sent.slice(1), came));
}

const BOM = '\u{feff}';
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** Decoders differ in how many U+FFFD they write for one run of ill-formed bytes. */
function joined(text: string): string {
  return text.replaceAll(/\u{fffd}+/gu, '\u{fffd}');
}

/** What is left of a leaf when every declared loss has struck: two keys of which the same is left may collide. */
export function remains(value: WireValue, loses: ReadonlySet<LossName>): WireValue {
  if (value.kind === 'float') return floatRemains(value, loses);
  if (value.kind !== 'str') return value;
  const exact = textOf(value.bytes);
  if (exact === null && !loses.has('ill-formed-text')) return value;
  let text = exact ?? lenient.decode(value.bytes);
  if (loses.has('leading-bom') && text.startsWith(BOM)) text = text.slice(1);
  if (loses.has('ill-formed-text')) text = joined(text);
  return { kind: 'str', bytes: Buffer.from(text) };
}

function floatRemains(value: Float, loses: ReadonlySet<LossName>): WireValue {
  const number = floatOf(value.width, value.bits);
  const width = loses.has('float32') ? 64 : value.width;
  if (Number.isNaN(number)) {
    const merged = loses.has('nan-payload') || width !== value.width;
    return merged ? { kind: 'float', width, bits: bitsOf(width, number) } : value;
  }
  const left = Object.is(number, -0) && loses.has('negative-zero') ? 0 : number;
  const short = Number.isInteger(left) && Math.abs(left) < 2 ** 63 && !Object.is(left, -0);
  if (short && loses.has('integral-float')) {
    return { kind: 'int', value: BigInt(left) };
  }
  return { kind: 'float', width, bits: bitsOf(width, left) };
}
