import type { Channel, Field, Frame, RecordType, Schema, Tag, Type } from '../src/schema/index.js';
import { NEWEST_MSGSPEC, type MsgspecVersion } from '../src/model/index.js';
import { anyDefault } from './anyDefault.js';
import { anyWriteOrder } from './anyWriteOrder.js';
import { isConstrained } from './isConstrained.js';
import { ScalarForge } from './scalarForge.js';
import type { Tape } from './tape.js';

/** A schema and a type of it. */
export interface Forged {
  readonly schema: Schema;
  readonly type: Type;
}

type Flavour = RecordType['flavour'];

/** The one channel of a forged schema. */
export const CHANNEL = 'forged';

/** Names on the wire that a class with attributes of other names may have, and those that are attributes themselves. */
const WIRE_NAMES = [
  'a',
  'b',
  'c',
  'long_name',
  'x y',
  'a.b',
  '',
  '[0]',
  'naïve',
  '😀',
  'type_',
  'é',
] as const;
const ATTRIBUTES = ['a', 'b', 'c', 'long_name', 'zz', 'naïve', 'x1', 'y'] as const;
const TAG_FIELDS = ['type', 'op', 'kind é'] as const;
const TAGS = ['circle', 'a', "tri-ang'le", 'é"', ''] as const;
const INT_TAGS = ['1', '-2', '0', '1099511627776', '-9223372036854775808'] as const;

/**
 * Makes schemas as a tape has it: every kind of type, alone and inside each other. Only what msgspec builds a decoder
 * for, and only shapes that it decodes safely: {@link SchemaForge.union} says which it leaves out.
 */
export class SchemaForge {
  readonly #tape: Tape;
  readonly #records: RecordType[] = [];
  readonly #flavours: {
    readonly flavour: Flavour;
    readonly layout: RecordType['layout'];
    readonly tag: Tag | null;
  }[] = [];
  readonly #scalars: ScalarForge;

  constructor(tape: Tape, msgspec: MsgspecVersion = NEWEST_MSGSPEC) {
    this.#tape = tape;
    this.#scalars = new ScalarForge(tape, msgspec);
  }

  forge(): Forged {
    const tape = this.#tape;
    const count = tape.pick([0, 1, 2, 3, 4] as const);
    const tagKind = tape.pick(['str', 'int'] as const);
    const tagField = tape.pick(TAG_FIELDS);
    for (let index = 0; index < count; index++) this.#flavours.push(this.#flavour(index, tagKind, tagField));
    const type = this.type(0);
    for (let index = 0; index < count; index++) this.#records.push(this.#record(index));
    const types = Object.fromEntries(this.#records.map((record) => [record.name, record]));
    const channels = [this.#channel(type)];
    return { schema: { protocol: 'forged', release: '1', channels, startup: null, types }, type };
  }

  /** The channel that the type travels on, at times beside another frame. */
  #channel(type: Type): Channel {
    const tape = this.#tape;
    const frame = (role: Frame['role'], holds: Type): Frame => ({
      role,
      codec: tape.pick(['msgpack', 'json'] as const),
      type: holds,
    });
    const envelope = [frame('body', type)];
    if (tape.rarely(3)) envelope.splice(tape.below(2), 0, frame('route', this.type(1)));
    return { name: CHANNEL, direction: 'to-kernel', envelope, python: null };
  }

  /** A type of any kind; deep ones are scalars. */
  type(depth: number): Type {
    const tape = this.#tape;
    if (depth > 3) return this.#scalars.scalar();
    switch (tape.below(8)) {
      case 1:
        return this.#array(depth);
      case 2:
        return this.#dict(depth);
      case 3:
      case 4:
        return this.union(depth);
      case 5:
      case 6:
        return this.#ref(tape.below(this.#flavours.length)) ?? this.#scalars.scalar();
      default:
        return this.#scalars.scalar();
    }
  }

  /**
   * A union as msgspec allows it: one int-like, one str-like, one array-like, one object-like member. Two shapes are
   * never made, since decoding them is not safe: a fixed tuple beside a constraint, a pattern beside a collection.
   */
  union(depth: number): Type {
    const tape = this.#tape;
    if (tape.rarely(12))
      return { kind: 'union', members: [{ kind: 'custom', name: 'Plain' }, { kind: 'nil' }] };
    const members: Type[] = [];
    const text = tape.rarely(2) ? this.#scalars.text(false) : null;
    const integer = tape.rarely(2) ? this.#scalars.integer() : null;
    if (text !== null) members.push(text);
    if (integer !== null) members.push(integer);
    if (tape.rarely(3)) members.push(this.#scalars.float());
    const bool = tape.rarely(4);
    if (bool) members.push({ kind: 'bool' });
    if (tape.rarely(8)) members.push({ kind: 'ext' });
    if (tape.rarely(3)) members.push(...this.#objects(depth));
    if (tape.rarely(3)) members.push(...this.#arrays(depth, members));
    if (tape.rarely(4)) {
      const taken = new Set([text !== null && 'str', integer !== null && 'int', bool && 'bool', 'nil']);
      const values = this.#scalars.literal().values.filter(({ kind }) => !taken.has(kind));
      if (values.length > 0) members.push({ kind: 'literal', values });
    }
    if (members.length < 2 || tape.rarely(2)) members.push({ kind: 'nil' });
    const [only] = members;
    return members.length === 1 && only !== undefined ? only : { kind: 'union', members };
  }

  /** Members that take maps: a dict, a record, or several tagged ones. */
  #objects(depth: number): Type[] {
    const family = this.#family('map');
    if (family.length > 1 && !this.#tape.rarely(3)) return family;
    const ref = this.#refTo((one) => one.layout === 'map');
    return [ref === null || this.#tape.rarely(2) ? this.#dict(depth) : ref];
  }

  /** Members that take arrays. All structs of a union must be tagged and have one layout. */
  #arrays(depth: number, beside: readonly Type[]): Type[] {
    const besideConstraint = beside.some(isConstrained);
    const besideRecord = beside.some(({ kind }) => kind === 'ref');
    const family = this.#family('array');
    if (family.length > 1 && !besideRecord && !this.#tape.rarely(3)) return family;
    const ref = this.#refTo((one) => one.layout === 'array' && !(besideRecord && one.flavour === 'struct'));
    if (ref !== null && this.#tape.rarely(2)) return [ref];
    const made = this.#array(depth);
    // A constraint of any member would do, one of the array itself included.
    return made.kind === 'tuple' && besideConstraint ? [{ kind: 'list', item: { kind: 'any' } }] : [made];
  }

  /** All tagged records of one layout. */
  #family(layout: RecordType['layout']): Type[] {
    return this.#flavours.flatMap((one, index) =>
      one.tag !== null && one.layout === layout ? [{ kind: 'ref' as const, name: `R${index}` }] : [],
    );
  }

  #refTo(fits: (one: Pick<RecordType, 'flavour' | 'layout'>) => boolean): Type | null {
    const fitting = this.#flavours.flatMap((one, index) => (fits(one) ? [index] : []));
    const index = this.#tape.oneOf(fitting);
    return index === undefined ? null : this.#ref(index);
  }

  #ref(index: number): Type | null {
    return index < this.#flavours.length ? { kind: 'ref', name: `R${index}` } : null;
  }

  #array(depth: number): Type {
    const tape = this.#tape;
    const item = this.type(depth + 1);
    switch (tape.below(5)) {
      case 1:
        return { kind: 'set', frozen: tape.rarely(2), item, ...this.#scalars.lengths() };
      case 2:
        return { kind: 'sequence', item, ...this.#scalars.lengths() };
      case 3:
        return { kind: 'tuple', items: this.#several(3, () => this.type(depth + 1)) };
      default:
        return { kind: 'list', item, ...this.#scalars.lengths() };
    }
  }

  #dict(depth: number): Type {
    const key: Type = this.#tape.rarely(3) ? { kind: 'str' } : this.type(depth + 2);
    return { kind: 'dict', key, value: this.type(depth + 1), ...this.#scalars.lengths() };
  }

  #flavour(
    index: number,
    tagKind: 'str' | 'int',
    field: string,
  ): { readonly flavour: Flavour; readonly layout: RecordType['layout']; readonly tag: Tag | null } {
    const tape = this.#tape;
    const flavour = tape.pick([
      'struct',
      'struct',
      'struct',
      'dataclass',
      'typed-dict',
      'named-tuple',
    ] as const);
    if (flavour !== 'struct')
      return { flavour, layout: flavour === 'named-tuple' ? 'array' : 'map', tag: null };
    const layout = tape.rarely(3) ? 'array' : 'map';
    if (tape.rarely(3)) return { flavour, layout, tag: null };
    const value: Tag['value'] =
      tagKind === 'str'
        ? { kind: 'str', value: TAGS[index] ?? 'a' }
        : { kind: 'int', value: INT_TAGS[index] ?? '1' };
    return {
      flavour,
      layout,
      tag: { value, at: layout === 'map' ? { kind: 'field', name: field } : { kind: 'first-item' } },
    };
  }

  #record(index: number): RecordType {
    const tape = this.#tape;
    const { flavour, layout, tag } = this.#flavours[index] ?? { flavour: 'struct', layout: 'map', tag: null };
    const isStruct = flavour === 'struct';
    const fields = this.#fields(flavour);
    const writeOrder = flavour === 'dataclass' && tape.rarely(3) ? anyWriteOrder(fields, tape) : null;
    return {
      kind: 'record',
      name: `R${index}`,
      flavour,
      layout,
      tag,
      fields,
      ...(writeOrder !== null && { writeOrder }),
      unknownFields: isStruct && tape.rarely(4) ? 'refused' : 'ignored',
      omitDefaults: isStruct && tape.rarely(4),
      hashable: (isStruct || flavour === 'dataclass') && tape.rarely(4),
      postInit: (isStruct || flavour === 'dataclass') && tape.rarely(20),
    };
  }

  #fields(flavour: Flavour): readonly Field[] {
    const tape = this.#tape;
    const pool: readonly string[] =
      flavour === 'struct' || flavour === 'typed-dict' ? WIRE_NAMES : ATTRIBUTES;
    const start = tape.below(pool.length);
    const names = Array.from(
      { length: tape.below(6) },
      (_, index) => pool[(start + index) % pool.length] ?? '',
    );
    const fields = names.map((name): Field => {
      const type = this.type(1);
      return { name, attribute: name, type, default: tape.rarely(2) ? anyDefault(flavour, tape) : null };
    });
    const inOrder = flavour === 'struct' || flavour === 'typed-dict';
    // Of the others the required fields stand first.
    return inOrder
      ? fields
      : fields.toSorted((a, b) => Number(a.default !== null) - Number(b.default !== null));
  }

  #several<Item>(most: number, make: () => Item): Item[] {
    return Array.from({ length: this.#tape.below(most) }, make);
  }
}
