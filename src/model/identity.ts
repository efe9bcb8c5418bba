import { floatOf, type WireValue } from '../wire/index.js';
import { ANY } from './any.js';
import { byteText } from './byteText.js';
import { readDecimal } from './decimalText.js';
import type { ArrayRule, Plan } from './plan.js';
import { readTime } from './rfc3339.js';

/**
 * What makes a decoded value equal to another one in Python: equal texts, equal values. `unhashable`: it cannot be a
 * key or an element. `ask`: only Python knows.
 */
export type Identity =
  | { readonly kind: 'known'; readonly text: string }
  | { readonly kind: 'unhashable' }
  | { readonly kind: 'ask'; readonly because: string };

const UNHASHABLE: Identity = { kind: 'unhashable' };

/** A NaN is equal to nothing, itself included. */
let nanCount = 0;

/**
 * The identity of a value by the plan it was decoded with. `asTuple`: arrays of any kind became tuples, as they do in
 * keys.
 */
export function identityOf(value: WireValue, plan: Plan, asTuple: boolean): Identity {
  if (plan.raw) return { kind: 'ask', because: 'whether raw bytes can be a key' };
  switch (value.kind) {
    case 'nil':
      return known('none');
    case 'bool':
      return known(value.value ? 'n1' : 'n0');
    case 'int':
      return intIdentity(value.value, plan);
    case 'float':
      return floatIdentity(floatOf(value.width, value.bits), plan);
    case 'str':
      return textIdentity(value.bytes, plan);
    case 'bin':
      return binIdentity(value.bytes, plan);
    case 'ext':
      // Only a timestamp became something else than an Ext, which has no hash.
      return value.code === -1 && (plan.any || plan.text?.kind === 'datetime')
        ? known(`t${byteText(value.bytes)}`)
        : UNHASHABLE;
    case 'array':
      return arrayIdentity(value.items, plan, asTuple);
    case 'map':
      return plan.object?.kind === 'record' || plan.object?.kind === 'records'
        ? { kind: 'ask', because: 'whether a record is equal to another one' }
        : UNHASHABLE;
    case 'raw':
      return { kind: 'ask', because: 'whether raw bytes can be a key' };
  }
}

function known(text: string): Identity {
  return { kind: 'known', text };
}

function intIdentity(value: bigint, plan: Plan): Identity {
  const isEnum = plan.intMembers !== null && plan.intMembers.enumName !== null;
  if (isEnum && (plan.float !== null || plan.bool !== null || plan.text?.kind === 'decimal')) {
    return { kind: 'ask', because: 'whether a member of an enumeration is equal to a plain value' };
  }
  return known(`n${value}`);
}

function floatIdentity(value: number, plan: Plan): Identity {
  if (Number.isNaN(value)) return known(`nan${nanCount++}`);
  if (plan.text?.kind === 'decimal') return { kind: 'ask', because: 'whether a float is equal to a decimal' };
  return known(Number.isInteger(value) ? `n${BigInt(value)}` : `f${value}`);
}

function textIdentity(bytes: Uint8Array, plan: Plan): Identity {
  const text = byteText(bytes);
  if (plan.text?.kind === 'decimal') return decimalIdentity(text, plan);
  if (plan.text?.kind !== 'time') return known(`s${text}`);
  const clock = readTime(text);
  // Times with a zone are equal when they are the same moment of a day.
  if (clock === null || clock.offset === null) return known(`s${text}`);
  const seconds = (clock.hour * 60 + clock.minute - clock.offset) * 60 + clock.second;
  return known(`z${seconds}.${clock.micros}`);
}

function decimalIdentity(text: string, plan: Plan): Identity {
  const read = readDecimal(text);
  if (read === 'snan' || read === '-snan') return UNHASHABLE;
  if (read === 'nan' || read === '-nan') return known(`nan${nanCount++}`);
  if (typeof read === 'string') return known(`d${read}`);
  if (plan.float !== null) return { kind: 'ask', because: 'whether a decimal is equal to a float' };
  const digits = read.digits.replace(/0+$/, '');
  if (digits === '') return known('n0');
  const exponent = read.exponent + read.digits.length - digits.length;
  const sign = read.negative ? '-' : '';
  const isShortInt = exponent >= 0 && exponent + digits.length <= 40;
  return known(isShortInt ? `n${sign}${digits}${'0'.repeat(exponent)}` : `d${sign}${digits}e${exponent}`);
}

function binIdentity(bytes: Uint8Array, plan: Plan): Identity {
  if (plan.bytes?.as === 'bytearray') return UNHASHABLE;
  if (plan.bytes?.as === 'memoryview') return { kind: 'ask', because: 'whether the view can be hashed' };
  return known(`b${byteText(bytes)}`);
}

/** Above so many items an array in a key is read as a list first, and the arrays in it stay lists. */
export const TUPLE_MAX = 16;

function arrayIdentity(items: readonly WireValue[], plan: Plan, asTuple: boolean): Identity {
  const rule = plan.any ? null : plan.array;
  if (rule === null && !asTuple) return UNHASHABLE;
  if (rule?.kind === 'list' || rule?.kind === 'set') return UNHASHABLE;
  const isRecord = rule?.kind === 'record' && rule.record.flavour !== 'named-tuple';
  if (isRecord || rule?.kind === 'records') {
    return { kind: 'ask', because: 'whether a record is equal to another one' };
  }
  const inner = rule === null || rule.kind === 'sequence' ? asTuple && items.length <= TUPLE_MAX : asTuple;
  const texts: string[] = [];
  for (const [index, item] of items.entries()) {
    const given = rule?.kind === 'record' ? rule.record.fields[index]?.default : null;
    // A default that was filled in need not be of the type of its field.
    const identity =
      given?.value === item
        ? identityOf(item, ANY, given.python === 'tuple')
        : identityOf(item, itemPlan(rule, index, plan), rule?.kind === 'frozenset' || inner);
    if (identity.kind !== 'known') return identity;
    texts.push(`${identity.text.length}:${identity.text}`);
  }
  return known(rule?.kind === 'frozenset' ? `x${texts.toSorted().join()}` : `a${texts.join()}`);
}

function itemPlan(rule: ArrayRule | null, index: number, any: Plan): Plan {
  if (rule === null || rule.kind === 'records') return any;
  if (rule.kind === 'tuple') return rule.items[index] ?? any;
  return rule.kind === 'record' ? (rule.record.fields[index]?.plan ?? any) : rule.item;
}
