import type { WireValue } from '../wire/index.js';
import type { FloatRule, IntRule } from './numberRule.js';

/**
 * A type, made ready for decoding: what is done for each kind of wire value. A union is one plan, because the decoder
 * chooses by wire kind and a union has at most one member for each.
 */
export interface Plan {
  /** What the decoder says it expected: `int | null`. */
  readonly want: string;
  readonly any: boolean;
  readonly raw: boolean;
  /** The name of a class that only Python can make or check; then `any` holds as well. */
  readonly custom: string | null;
  readonly nil: boolean;
  readonly bool: BoolRule | null;
  readonly int: IntRule | null;
  readonly intMembers: Members | null;
  readonly float: FloatRule | null;
  readonly text: TextRule | null;
  readonly bytes: BytesRule | null;
  readonly ext: boolean;
  readonly array: ArrayRule | null;
  readonly object: ObjectRule | null;
}

/** Which booleans are taken; one of them is refused only by a literal. */
export interface BoolRule {
  readonly true: boolean;
  readonly false: boolean;
}

/** Listed values: of an enumeration or of a literal. */
export interface Members {
  readonly kind: 'members';
  /** By the value itself: a number (a bigint where a number is not exact), or the bytes of a string as text. */
  readonly values: ReadonlyMap<string | number | bigint, WireValue>;
  /** The name of an enumeration; null for a literal. */
  readonly enumName: string | null;
  /** What else the class takes only Python knows. */
  readonly open: boolean;
}

/** What the wire kind `str` is read as. */
export type TextRule =
  | ({ readonly kind: 'str'; readonly pattern: string | null } & Range)
  | Members
  | { readonly kind: 'datetime' | 'time'; readonly zone: 'any' | 'aware' | 'naive' }
  | { readonly kind: 'date' | 'timedelta' | 'uuid' | 'decimal' };

export interface BytesRule extends Range {
  readonly as: 'bytes' | 'bytearray' | 'memoryview';
}

/** A length, both ends inclusive; without a bound 0 and infinity. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

export type ArrayRule =
  | ({ readonly kind: 'list' | 'sequence' | 'set' | 'frozenset'; readonly item: Plan } & Range)
  | { readonly kind: 'tuple'; readonly items: readonly Plan[] }
  | RecordRule
  | RecordsRule;

export type ObjectRule =
  ({ readonly kind: 'dict'; readonly key: Plan; readonly value: Plan } & Range) | RecordRule | RecordsRule;

export interface RecordRule {
  readonly kind: 'record';
  readonly record: RecordPlan;
}

/** Several tagged records: the tag tells which. */
export interface RecordsRule {
  readonly kind: 'records';
  readonly tagKind: 'str' | 'int';
  /** Null in array layout: there the tag is the first item. */
  readonly tagField: TagField | null;
  /** The name of the tag is not ASCII: see {@link RecordPlan.elusive}. */
  readonly isElusive: boolean;
  readonly byTag: ReadonlyMap<string | number | bigint, RecordPlan>;
}

export interface TagField {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A record, made ready. `fields` is filled after the plan is made: records may hold themselves. */
export interface RecordPlan {
  readonly name: string;
  readonly flavour: 'struct' | 'dataclass' | 'typed-dict' | 'named-tuple';
  readonly layout: 'map' | 'array';
  readonly tag: TagPlan | null;
  /** In the order in which the decoder looks for missing ones. */
  readonly fields: readonly FieldPlan[];
  /** Indexes of fields, in the order in which the encoder writes them. */
  readonly writeOrder: readonly number[];
  readonly refusesUnknown: boolean;
  readonly omitsDefaults: boolean;
  readonly hashable: boolean;
  readonly postInit: boolean;
  /**
   * Names that are not ASCII, of the tag or of a field of a dataclass or typed dict: the decoder finds them only when
   * something else has made Python keep the name as UTF-8 before; until then it finds them under the empty name.
   */
  readonly elusive: readonly Uint8Array[];
}

export interface TagPlan {
  /** Null in array layout. */
  readonly field: TagField | null;
  readonly kind: 'str' | 'int';
  readonly key: string | number | bigint;
  /** It is text that is not ASCII: see {@link RecordPlan.elusive}. */
  readonly isElusive: boolean;
  /** How it is written again: the name of the field (null in array layout) and the value. */
  readonly written: { readonly name: WireValue | null; readonly value: WireValue };
}

export interface FieldPlan {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The name as it is written again. */
  readonly written: WireValue;
  /** `.name`: how the field is named in a path. */
  readonly step: string;
  readonly plan: Plan;
  /** Null: required. */
  readonly default: DefaultPlan | null;
}

export interface DefaultPlan {
  /** `built-in`: an empty list, dict or set. `made`: some other function that always gives the same. */
  readonly kind: 'value' | 'built-in' | 'made' | 'fresh' | 'unset' | 'opaque';
  /** Null where there is nothing to write, or nothing known. */
  readonly value: WireValue | null;
  /** A set of several items: in which order they are written depends on their hashes. */
  readonly isUnordered: boolean;
  /** The Python type of the default, or the name of the function, or its `repr`. */
  readonly python: string;
}
