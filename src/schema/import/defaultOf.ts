import { isObject } from '../place.js';
import type { Default, Type } from '../types.js';
import { msgpackHex } from './msgpackHex.js';

const SCALARS: ReadonlySet<Type['kind']> = new Set(['nil', 'bool', 'int', 'float', 'str', 'literal']);

/** A default as JSON has it. `guess` is told where Python may make it in another way, or of another type. */
export function defaultOf(value: unknown, type: Type, guess: () => void): Default {
  const members = type.kind === 'union' ? type.members : [type];
  const kinds = new Set(members.map((member) => member.kind));
  const real = kinds.has('float') && !kinds.has('int');
  const hex = msgpackHex(value, real);
  if (Array.isArray(value) || isObject(value)) {
    const [kind, python] = Array.isArray(value) ? (['list', 'list'] as const) : (['dict', 'dict'] as const);
    if (hex.length > 2 || !kinds.has(kind)) guess();
    return hex.length > 2
      ? { kind: 'value', msgpack: hex, python }
      : { kind: 'factory', name: python, fixed: true, msgpack: hex };
  }
  const whole = typeof value === 'number' && kinds.has('float') && kinds.has('int');
  if (value !== null && (whole || members.some((member) => !SCALARS.has(member.kind)))) guess();
  const named = members.find((member) => member.kind === 'enum');
  const python = named !== undefined && value !== null ? named.name : pythonType(value, real);
  return { kind: 'value', msgpack: hex, python };
}

function pythonType(value: unknown, real: boolean): string {
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return real || !Number.isSafeInteger(value) ? 'float' : 'int';
    case 'string':
      return 'str';
    default:
      return 'NoneType';
  }
}
