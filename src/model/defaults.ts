import { nil, type WireValue } from '../wire/index.js';
import type { Cursor } from './cursor.js';
import type { DefaultPlan, FieldPlan, RecordPlan } from './plan.js';
import { renderPath, type Step } from './steps.js';

/** A value that was read or filled in; undefined: there is none, and nothing will be written. */
export type Filled = WireValue | undefined;

/**
 * Fills in the fields of a record that were left out, in the order of the fields; false when one of them is required,
 * and decoding has ended. The cursor stands at the path of the record.
 */
export function fillDefaults(cursor: Cursor, record: RecordPlan, values: Filled[]): boolean {
  for (const [index, field] of record.fields.entries()) {
    if (values[index] !== undefined) continue;
    if (field.default === null) {
      cursor.invalid(`Object missing required field \`${field.name}\``);
      return false;
    }
    const step = record.layout === 'map' ? field.step : index + (record.tag === null ? 0 : 1);
    values[index] = filledIn(cursor, record, field.default, step);
  }
  return true;
}

/** Ends decoding when code of the class itself runs at its end; false then. */
export function ranPostInit(cursor: Cursor, record: RecordPlan): boolean {
  if (!record.postInit || cursor.question === 'document') return true;
  cursor.ask(`code of ${record.name} runs after it was decoded`);
  return false;
}

/** The value of a field that was left out, as it is written again. */
function filledIn(cursor: Cursor, record: RecordPlan, given: DefaultPlan, step: Step): Filled {
  if (record.omitsDefaults && record.layout === 'map' && isOmitted(given)) return undefined;
  switch (given.kind) {
    case 'unset':
      if (record.layout === 'array') cursor.doubt('an unset item, which cannot be encoded');
      return undefined;
    case 'opaque':
      cursor.doubt(`the default ${given.python}, which only Python can encode`);
      return undefined;
    case 'fresh': {
      const steps = [...cursor.steps.slice(0, cursor.level), step];
      cursor.fresh.push(renderPath(steps, steps.length) ?? '$');
      return given.value ?? nil;
    }
    case 'value':
    case 'built-in':
    case 'made':
      if (given.isUnordered) cursor.doubt('the order of a set when it is encoded again');
      return given.value ?? undefined;
  }
}

/** A default that is filled in is the default itself, or is as empty as it; only what a function made is written. */
function isOmitted(given: DefaultPlan): boolean {
  return given.kind !== 'fresh' && given.kind !== 'made';
}

/** Whether a value that was read is written again, although the record leaves out defaults. */
export function isWritten(cursor: Cursor, field: FieldPlan, value: WireValue): boolean {
  const identical = field.default === null ? 'no' : isDefault(field, field.default, value);
  if (identical === 'maybe')
    cursor.doubt('whether a value is the same object as its default, and so left out');
  return identical === 'no';
}

type Identical = 'yes' | 'no' | 'maybe';

/**
 * The encoder leaves a value out when it is the very object that the default is, or an empty list, dict or set where
 * the default is made by that class. Python keeps one object only for the smallest values.
 */
function isDefault(field: FieldPlan, given: DefaultPlan, value: WireValue): Identical {
  if (given.kind === 'built-in') return isEmpty(field, given.python, value) ? 'yes' : 'no';
  if (given.kind === 'opaque') return 'maybe';
  if (given.kind !== 'value' || given.value === null || !sameScalar(given.value, value)) return 'no';
  const { plan } = field;
  switch (given.python) {
    case 'NoneType':
    case 'bool':
      return 'yes';
    case 'int':
      return plan.any || plan.int !== null
        ? keptInt(value)
        : listed(plan.intMembers?.enumName, keptInt(value));
    case 'str':
      if (plan.any || plan.text?.kind === 'str') return keptText(value);
      return plan.text?.kind === 'members' ? listed(plan.text.enumName, keptText(value)) : 'no';
    case 'bytes':
      return plan.any || plan.bytes?.as === 'bytes' ? keptText(value) : 'no';
    case 'tuple':
      return plan.array?.kind === 'sequence' || plan.array?.kind === 'tuple' ? 'yes' : 'no';
    case 'float':
      return 'no';
    default:
      return 'maybe';
  }
}

function isEmpty(field: FieldPlan, factory: string, value: WireValue): boolean {
  const { any, array, object } = field.plan;
  if (value.kind === 'map') {
    const isDict = any || object?.kind === 'dict' || isTypedDict(object);
    return factory === 'dict' && isDict && value.entries.length === 0;
  }
  if (value.kind !== 'array' || value.items.length > 0) return false;
  return factory === 'set' ? array?.kind === 'set' : factory === 'list' && (any || array?.kind === 'list');
}

function isTypedDict(rule: FieldPlan['plan']['object']): boolean {
  return rule?.kind === 'record' && rule.record.flavour === 'typed-dict';
}

function sameScalar(a: WireValue, b: WireValue): boolean {
  if (a.kind === 'nil') return b.kind === 'nil';
  if (a.kind === 'bool') return b.kind === 'bool' && a.value === b.value;
  if (a.kind === 'int') return b.kind === 'int' && a.value === b.value;
  if (a.kind === 'array') return b.kind === 'array' && a.items.length === 0 && b.items.length === 0;
  if (a.kind === 'str' || a.kind === 'bin')
    return a.kind === b.kind && Buffer.compare(a.bytes, b.bytes) === 0;
  return false;
}

/** Python keeps the integers from -5 to 256 (newer versions some more) as one object each. */
function keptInt(value: WireValue): Identical {
  if (value.kind !== 'int' || value.value < -5n || value.value > 1024n) return 'no';
  return value.value <= 256n ? 'yes' : 'maybe';
}

/** The empty text is one object, and so are empty bytes; of those with one character it depends on where they came from. */
function keptText(value: WireValue): Identical {
  if (value.kind !== 'str' && value.kind !== 'bin') return 'no';
  if (value.bytes.length === 0) return 'yes';
  return value.bytes.length <= 2 ? 'maybe' : 'no';
}

/** A listed value is the object in the list: a member is not the plain value, a literal may be the default itself. */
function listed(enumName: string | null | undefined, kept: Identical): Identical {
  if (enumName === undefined) return 'no';
  return enumName === null && kept === 'no' ? 'maybe' : enumName === null ? kept : 'no';
}
