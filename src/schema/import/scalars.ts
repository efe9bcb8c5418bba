import type { UnsureAbout } from '../unsure.js';
import type { Bounds, Lengths, Type } from '../types.js';
import { realText } from './realText.js';
import type { Node } from './schemaDocument.js';

type Note = (about: UnsureAbout) => void;

const FORMATS: Readonly<Record<string, Type>> = {
  'date-time': { kind: 'datetime', zone: 'any' },
  time: { kind: 'time', zone: 'any' },
  date: { kind: 'date' },
  duration: { kind: 'timedelta' },
  uuid: { kind: 'uuid' },
  decimal: { kind: 'decimal' },
};

/** The type of a `string`. */
export function stringType(node: Node, note: Note): Type {
  const { format, pattern } = node;
  if (node['contentEncoding'] === 'base64' || format === 'byte' || format === 'binary') {
    note('bytes');
    if ('minLength' in node || 'maxLength' in node || 'pattern' in node) note('keyword');
    return { kind: 'bytes', as: 'bytes' };
  }
  if (node['contentEncoding'] !== undefined) note('format');
  if (typeof format === 'string') {
    const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
    if (known === undefined) note('format');
    else if ('zone' in known) note('zone');
    if (known !== undefined) return known;
  }
  return {
    kind: 'str',
    ...(typeof pattern === 'string' && { pattern }),
    ...lengthsOf(node, 'minLength', 'maxLength', note),
  };
}

/** The type of an `integer` or a `number`. */
export function numberType(node: Node, kind: 'int' | 'float', note: Note): Type {
  if (kind === 'float') note('number');
  const bound = (name: keyof Bounds, value: unknown): Bounds => {
    if (value === undefined || typeof value === 'boolean') return {};
    if (typeof value !== 'number' || (kind === 'int' && !Number.isSafeInteger(value))) {
      note('keyword');
      return {};
    }
    return { [name]: kind === 'int' ? BigInt(value).toString() : realText(value) };
  };
  // Before 2020 the exclusive ones were flags of the others.
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = node;
  return {
    kind,
    ...bound(exclusiveMinimum === true ? 'gt' : 'ge', minimum),
    ...bound('gt', exclusiveMinimum),
    ...bound(exclusiveMaximum === true ? 'lt' : 'le', maximum),
    ...bound('lt', exclusiveMaximum),
    ...bound('multipleOf', multipleOf),
  };
}

/** The lengths that two keywords give. */
export function lengthsOf(node: Node, least: string, most: string, note: Note): Lengths {
  const length = (name: keyof Lengths, value: unknown): Lengths => {
    if (value === undefined) return {};
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return { [name]: value };
    note('keyword');
    return {};
  };
  return { ...length('minLength', node[least]), ...length('maxLength', node[most]) };
}
