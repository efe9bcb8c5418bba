import { membersOf, type Field, type RecordType, type Schema, type Type } from '../../src/schema/index.js';
import type { Constraints, SkewOp, SkewOpKind, Step, TypePath } from '../../src/skew/index.js';
import { redirect } from './anySchema.js';

/** Chooses a number below `n`. */
export type Pick = (n: number) => number;

interface Stock {
  readonly schema: Schema;
  /** What is new comes from another schema, its references turned to records of this one. */
  readonly donor: Schema;
  readonly pick: Pick;
}

interface Site {
  readonly path: TypePath;
  readonly type: Type;
}

/** An op of this kind that fits the schema; null where it has no place for one. */
export function anyOp<K extends SkewOpKind>(
  kind: K,
  schema: Schema,
  donor: Schema,
  pick: Pick,
): SkewOp<K> | null {
  const names = Object.keys(schema.types);
  const safe = redirect(donor, (name) => (names.includes(name) ? name : (names[0] ?? name)));
  return MAKERS[kind]({ schema, donor: safe, pick });
}

const MAKERS: { readonly [K in SkewOpKind]: (stock: Stock) => SkewOp<K> | null } = {
  'protocol-renamed': ({ schema: { protocol } }) => ({
    kind: 'protocol-renamed',
    path: { kind: 'schema' },
    from: protocol,
    to: `${protocol}x`,
  }),
  'release-changed': ({ schema: { release } }) => ({
    kind: 'release-changed',
    path: { kind: 'schema' },
    from: release,
    to: `${release}.1`,
  }),
  'record-added': (stock) => {
    const record = one(stock, Object.values(stock.donor.types));
    const name = `New${Object.keys(stock.schema.types).length}`;
    if (record === null || name in stock.schema.types) return null;
    return { kind: 'record-added', path: { kind: 'record', record: name }, record: { ...record, name } };
  },
  'record-removed': (stock) => {
    const text = JSON.stringify(redirectTags(stock.schema));
    const free = Object.keys(stock.schema.types).filter((name) => !text.includes(`"ref ${name}"`));
    const name = Object.keys(stock.schema.types).length > 1 ? one(stock, free) : null;
    return name === null ? null : { kind: 'record-removed', path: { kind: 'record', record: name } };
  },
  'record-renamed': (stock) =>
    onRecord(stock, (record, path) => {
      const to = `${record.name}Renamed`;
      return to in stock.schema.types ? null : { kind: 'record-renamed', path, to };
    }),
  'record-replaced': (stock) =>
    onRecord(stock, (record, path) => {
      const other = one(stock, Object.values(stock.donor.types));
      return other === null
        ? null
        : { kind: 'record-replaced', path, record: { ...other, name: record.name } };
    }),

  'field-added': (stock) =>
    onRecord(stock, (record, path) => {
      const field = newField(stock, record);
      if (field === null || record.layout !== 'map') return null;
      return { kind: 'field-added', path, index: stock.pick(record.fields.length + 1), field };
    }),
  'field-removed': (stock) =>
    onField(stock, (field, path, record) =>
      record.layout === 'map' ? { kind: 'field-removed', path, field } : null,
    ),
  'field-renamed': (stock) =>
    onField(stock, (field, path, record) => {
      const to = `${field.name}2`;
      return record.fields.some(({ name }) => name === to) ? null : { kind: 'field-renamed', path, to };
    }),
  'attribute-renamed': (stock) =>
    onField(stock, ({ attribute }, path) => ({
      kind: 'attribute-renamed',
      path,
      from: attribute,
      to: `${attribute}2`,
    })),
  'made-required': (stock) =>
    onField(stock, ({ default: from }, path) =>
      from === null ? null : { kind: 'made-required', path, from },
    ),
  'made-optional': (stock) =>
    onField(stock, (field, path) =>
      field.default === null ? { kind: 'made-optional', path, to: { kind: 'unset' } } : null,
    ),
  'default-changed': (stock) =>
    onField(stock, ({ default: from }, path) =>
      from === null ? null : { kind: 'default-changed', path, from, to: { kind: 'opaque', repr: '<other>' } },
    ),
  'fields-reordered': (stock) =>
    onRecord(stock, (record, path) =>
      record.layout === 'map'
        ? { kind: 'fields-reordered', path, order: turned(record.fields.length) }
        : null,
    ),
  'array-field-appended': (stock) =>
    onRecord(stock, (record, path) => {
      const field = newField(stock, record);
      return field === null || record.layout !== 'array'
        ? null
        : { kind: 'array-field-appended', path, field };
    }),
  'array-field-inserted': (stock) =>
    onRecord(stock, (record, path) => {
      const field = newField(stock, record);
      if (field === null || record.layout !== 'array' || record.fields.length === 0) return null;
      return { kind: 'array-field-inserted', path, index: stock.pick(record.fields.length), field };
    }),
  'array-field-dropped': (stock) =>
    onField(stock, (field, path, record) =>
      record.layout === 'array' && record.fields.at(-1) === field
        ? { kind: 'array-field-dropped', path, field }
        : null,
    ),
  'array-field-removed': (stock) =>
    onField(stock, (field, path, record) =>
      record.layout === 'array' && record.fields.at(-1) !== field
        ? { kind: 'array-field-removed', path, field }
        : null,
    ),
  'array-fields-reordered': (stock) =>
    onRecord(stock, (record, path) =>
      record.layout === 'array'
        ? { kind: 'array-fields-reordered', path, order: turned(record.fields.length) }
        : null,
    ),

  'record-tagged': (stock) =>
    onRecord(stock, ({ tag }, path) => {
      const given = one(
        stock,
        Object.values(stock.donor.types).flatMap((record) => record.tag ?? []),
      );
      return tag !== null || given === null ? null : { kind: 'record-tagged', path, tag: given };
    }),
  'record-untagged': (stock) =>
    onRecord(stock, ({ tag }, path) => (tag === null ? null : { kind: 'record-untagged', path, tag })),
  'record-retagged': (stock) =>
    onRecord(stock, ({ tag }, path) =>
      tag === null
        ? null
        : {
            kind: 'record-retagged',
            path,
            from: tag.value,
            to: { ...tag.value, value: `1${tag.value.value}` },
          },
    ),
  'tag-retyped': (stock) =>
    onRecord(stock, ({ tag }, path) => {
      if (tag === null) return null;
      const to =
        tag.value.kind === 'str'
          ? ({ kind: 'int', value: '5' } as const)
          : ({ kind: 'str', value: 'five' } as const);
      return { kind: 'tag-retyped', path, from: tag.value, to };
    }),
  'tag-field-renamed': (stock) =>
    onRecord(stock, ({ tag }, path) =>
      tag?.at.kind === 'field'
        ? { kind: 'tag-field-renamed', path, from: tag.at.name, to: `${tag.at.name}2` }
        : null,
    ),
  'tag-moved': (stock) =>
    onRecord(stock, ({ tag }, path) =>
      tag === null || tag.at.kind === 'first-item'
        ? null
        : { kind: 'tag-moved', path, from: tag.at, to: { kind: 'first-item' } },
    ),

  'layout-changed': (stock) =>
    onRecord(stock, ({ layout }, path) => ({
      kind: 'layout-changed',
      path,
      from: layout,
      to: layout === 'map' ? 'array' : 'map',
    })),
  'flavour-changed': (stock) =>
    onRecord(stock, ({ flavour }, path) => ({
      kind: 'flavour-changed',
      path,
      from: flavour,
      to: flavour === 'struct' ? 'dataclass' : 'struct',
    })),
  'unknown-fields-refused': (stock) =>
    onRecord(stock, ({ unknownFields }, path) =>
      unknownFields === 'ignored' ? { kind: 'unknown-fields-refused', path } : null,
    ),
  'unknown-fields-ignored': (stock) =>
    onRecord(stock, ({ unknownFields }, path) =>
      unknownFields === 'refused' ? { kind: 'unknown-fields-ignored', path } : null,
    ),
  'omit-defaults-changed': (stock) =>
    onRecord(stock, ({ omitDefaults }, path) => ({ kind: 'omit-defaults-changed', path, to: !omitDefaults })),
  'hashable-changed': (stock) =>
    onRecord(stock, ({ hashable }, path) => ({ kind: 'hashable-changed', path, to: !hashable })),
  'post-init-changed': (stock) =>
    onRecord(stock, ({ postInit }, path) => ({ kind: 'post-init-changed', path, to: !postInit })),
  'write-order-changed': (stock) =>
    onRecord(stock, ({ writeOrder, fields }, path) => ({
      kind: 'write-order-changed',
      path,
      from: writeOrder ?? null,
      to: writeOrder === undefined ? fields.map(({ name }) => name).toReversed() : null,
    })),

  'type-widened': (stock) => retyped(stock, 'type-widened'),
  'type-narrowed': (stock) => retyped(stock, 'type-narrowed'),
  'type-changed': (stock) => retyped(stock, 'type-changed'),
  'constraints-tightened': (stock) => constrained(stock, 'constraints-tightened', { maxLength: 1 }),
  'constraints-loosened': (stock) => constrained(stock, 'constraints-loosened', {}),
  'constraints-changed': (stock) => constrained(stock, 'constraints-changed', { minLength: 1, maxLength: 9 }),
  'value-added': (stock) =>
    onType(stock, isListing, ({ path, type }) => {
      const given = one(
        stock,
        sites(stock.donor).flatMap((site) => (isListing(site.type) ? site.type.values : [])),
      );
      if (given === null || has(type.values, given)) return null;
      return { kind: 'value-added', path, index: stock.pick(type.values.length + 1), value: given };
    }),
  'value-removed': (stock) =>
    onType(stock, isListing, ({ path, type }) => {
      const index = stock.pick(type.values.length);
      const value = type.values[index];
      return value === undefined || type.values.length < 2
        ? null
        : { kind: 'value-removed', path, index, value };
    }),
  'values-reordered': (stock) =>
    onType(stock, isListing, ({ path, type }) => ({
      kind: 'values-reordered',
      path,
      order: turned(type.values.length),
    })),
  'enum-renamed': (stock) =>
    onType(stock, isKind('enum'), ({ path, type }) => ({
      kind: 'enum-renamed',
      path,
      from: type.name,
      to: `${type.name}2`,
    })),
  'enum-opened': (stock) =>
    onType(stock, isKind('enum'), ({ path, type }) => (type.open ? null : { kind: 'enum-opened', path })),
  'enum-closed': (stock) =>
    onType(stock, isKind('enum'), ({ path, type }) => (type.open ? { kind: 'enum-closed', path } : null)),
  'nil-added': (stock) =>
    onType(stock, takesMembers, ({ path, type }) =>
      membersOf(type).some(({ kind }) => kind === 'nil')
        ? null
        : { kind: 'nil-added', path, index: stock.pick(membersOf(type).length + 1) },
    ),
  'nil-removed': (stock) =>
    onType(stock, isOptional, ({ path, type }) => ({
      kind: 'nil-removed',
      path,
      index: type.members.findIndex(({ kind }) => kind === 'nil'),
    })),
  'member-added': (stock) =>
    onType(stock, takesMembers, ({ path, type }) => {
      const given = one(stock, sites(stock.donor))?.type;
      if (given === undefined || !takesMembers(given) || given.kind === 'union') return null;
      if (membersOf(type).some(({ kind }) => kind === given.kind)) return null;
      return { kind: 'member-added', path, index: stock.pick(membersOf(type).length + 1), member: given };
    }),
  'member-removed': (stock) =>
    onType(stock, isKind('union'), ({ path, type }) => {
      const index = stock.pick(type.members.length);
      const member = type.members[index];
      return member === undefined ? null : { kind: 'member-removed', path, index, member };
    }),
  'union-tag-added': (stock) =>
    onType(stock, takesMembers, ({ path, type }) => {
      const record = one(stock, Object.values(stock.schema.types));
      if (record === null || record.tag === null) return null;
      if (has(membersOf(type), { kind: 'ref', name: record.name })) return null;
      return { kind: 'union-tag-added', path, index: 0, record: record.name, tag: record.tag.value };
    }),
  'union-tag-removed': (stock) =>
    onType(stock, isKind('union'), ({ path, type }) => {
      const index = type.members.findIndex(({ kind }) => kind === 'ref');
      const member = type.members[index];
      const record = member?.kind === 'ref' ? stock.schema.types[member.name] : undefined;
      if (record === undefined || record.tag === null) return null;
      return { kind: 'union-tag-removed', path, index, record: record.name, tag: record.tag.value };
    }),
  'members-reordered': (stock) =>
    onType(stock, isKind('union'), ({ path, type }) => ({
      kind: 'members-reordered',
      path,
      order: turned(type.members.length),
    })),
  'element-added': (stock) =>
    onType(stock, isKind('tuple'), ({ path, type }) => {
      const element = one(stock, sites(stock.donor))?.type;
      if (element === undefined) return null;
      return { kind: 'element-added', path, index: stock.pick(type.items.length + 1), element };
    }),
  'element-removed': (stock) =>
    onType(stock, isKind('tuple'), ({ path, type }) => {
      const index = stock.pick(type.items.length);
      const element = type.items[index];
      return element === undefined ? null : { kind: 'element-removed', path, index, element };
    }),

  'channel-added': (stock) => {
    const { channels } = stock.schema;
    const channel = one(stock, stock.donor.channels);
    const name = `channel${channels.length}`;
    if (channel === null || channels.some((known) => known.name === name)) return null;
    const index = stock.pick(channels.length + 1);
    return {
      kind: 'channel-added',
      path: { kind: 'channel', channel: name },
      index,
      channel: { ...channel, name },
    };
  },
  'channel-removed': (stock) => {
    const channel = one(stock, stock.schema.channels);
    if (channel === null || stock.schema.channels.length < 2) return null;
    return { kind: 'channel-removed', path: { kind: 'channel', channel: channel.name } };
  },
  'channels-reordered': ({ schema: { channels } }) => ({
    kind: 'channels-reordered',
    path: { kind: 'schema' },
    order: turned(channels.length),
  }),
  'channel-turned': (stock) => {
    const channel = one(stock, stock.schema.channels);
    if (channel === null) return null;
    const { name, direction: from } = channel;
    const to = from === 'to-kernel' ? 'from-kernel' : 'to-kernel';
    return { kind: 'channel-turned', path: { kind: 'channel', channel: name }, from, to };
  },
  'channel-python-changed': (stock) => {
    const channel = one(stock, stock.schema.channels);
    if (channel === null) return null;
    const { name, python: from } = channel;
    return {
      kind: 'channel-python-changed',
      path: { kind: 'channel', channel: name },
      from,
      to: 'lib:Other',
    };
  },
  'codec-changed': (stock) => {
    const { schema } = stock;
    if (schema.startup !== null && stock.pick(3) === 0) {
      return { kind: 'codec-changed', path: { kind: 'startup' }, from: schema.startup.codec, to: 'pickle' };
    }
    const site = frameSite(stock);
    return site && { kind: 'codec-changed', path: site.path, from: site.frame.codec, to: 'utf8' };
  },
  'frame-added': (stock) => {
    const site = frameSite(stock);
    const frame = one(
      stock,
      stock.donor.channels.flatMap(({ envelope }) => envelope),
    );
    return site && frame && { kind: 'frame-added', path: site.path, frame: { ...frame, role: 'route' } };
  },
  'frame-removed': (stock) => {
    const site = frameSite(stock);
    return site === null || site.frame.role === 'body' ? null : { kind: 'frame-removed', ...site };
  },
  'startup-added': (stock) => {
    const frame = stock.donor.startup;
    if (frame === null || stock.schema.startup !== null) return null;
    return { kind: 'startup-added', path: { kind: 'startup' }, frame };
  },
  'startup-removed': ({ schema: { startup } }) =>
    startup && { kind: 'startup-removed', path: { kind: 'startup' }, frame: startup },
};

function one<T>({ pick }: Stock, list: readonly T[]): T | null {
  return list.length === 0 ? null : (list[pick(list.length)] ?? null);
}

function has(list: readonly unknown[], item: unknown): boolean {
  return list.some((other) => JSON.stringify(other) === JSON.stringify(item));
}

/** Every item one place further, the last one first. */
function turned(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => (index + length - 1) % length);
}

/** References written so that they are found as text. */
function redirectTags(schema: Schema): Schema {
  return redirect(schema, (name) => `ref ${name}`);
}

function newField(stock: Stock, { fields }: RecordType): Field | null {
  const field = one(
    stock,
    Object.values(stock.donor.types).flatMap((record) => record.fields),
  );
  return field === null || fields.some(({ name }) => name === field.name) ? null : field;
}

function onRecord<T>(
  stock: Stock,
  make: (record: RecordType, path: { readonly kind: 'record'; readonly record: string }) => T | null,
): T | null {
  const record = one(stock, Object.values(stock.schema.types));
  return record === null ? null : make(record, { kind: 'record', record: record.name });
}

function onField<T>(
  stock: Stock,
  make: (
    field: Field,
    path: { readonly kind: 'field'; readonly record: string; readonly field: string },
    record: RecordType,
  ) => T | null,
): T | null {
  return onRecord(stock, (record) => {
    const field = one(stock, record.fields);
    return field === null
      ? null
      : make(field, { kind: 'field', record: record.name, field: field.name }, record);
  });
}

function onType<U extends Type, T>(
  stock: Stock,
  is: (type: Type) => type is U,
  make: (site: { readonly path: TypePath; readonly type: U }) => T | null,
): T | null {
  const found = sites(stock.schema).flatMap(({ path, type }) => (is(type) ? [{ path, type }] : []));
  const site = one(stock, found);
  return site === null ? null : make(site);
}

function isKind<K extends Type['kind']>(kind: K): (type: Type) => type is Extract<Type, { kind: K }> {
  return (type): type is Extract<Type, { kind: K }> => type.kind === kind;
}

function isOptional(type: Type): type is Extract<Type, { kind: 'union' }> {
  return type.kind === 'union' && type.members.some(({ kind }) => kind === 'nil');
}

function isListing(type: Type): type is Extract<Type, { kind: 'enum' | 'literal' }> {
  return type.kind === 'enum' || type.kind === 'literal';
}

function takesMembers(type: Type): type is Exclude<Type, { kind: 'any' | 'raw' }> {
  return type.kind !== 'any' && type.kind !== 'raw';
}

function takesLengths(type: Type): type is Extract<Type, { kind: 'str' | 'list' | 'dict' }> {
  return type.kind === 'str' || type.kind === 'list' || type.kind === 'dict';
}

function retyped<K extends 'type-widened' | 'type-narrowed' | 'type-changed'>(
  stock: Stock,
  kind: K,
): { kind: K; path: TypePath; from: Type; to: Type } | null {
  return onType(stock, takesMembers, ({ path, type }) => {
    const to = one(stock, sites(stock.donor))?.type;
    return to === undefined ? null : { kind, path, from: type, to };
  });
}

function constrained<K extends `constraints-${'tightened' | 'loosened' | 'changed'}`>(
  stock: Stock,
  kind: K,
  to: Constraints,
): { kind: K; path: TypePath; from: Constraints; to: Constraints } | null {
  return onType(stock, takesLengths, ({ path, type }) => {
    const { minLength, maxLength } = type;
    const pattern = type.kind === 'str' ? type.pattern : undefined;
    const from: Constraints = {
      ...(minLength !== undefined && { minLength }),
      ...(maxLength !== undefined && { maxLength }),
      ...(pattern !== undefined && { pattern }),
    };
    return { kind, path, from, to };
  });
}

function frameSite(stock: Stock): {
  readonly path: { readonly kind: 'frame'; readonly channel: string; readonly index: number };
  readonly frame: Schema['channels'][number]['envelope'][number];
} | null {
  const channel = one(stock, stock.schema.channels);
  if (channel === null) return null;
  const index = stock.pick(channel.envelope.length);
  const frame = channel.envelope[index];
  return frame === undefined ? null : { path: { kind: 'frame', channel: channel.name, index }, frame };
}

/** Every type of a schema but those that stand directly in a union, where not every other type may stand. */
function sites(schema: Schema): readonly Site[] {
  const ofFields = Object.values(schema.types).flatMap((record) =>
    record.fields.flatMap((field) =>
      inside(
        { kind: 'type', of: { kind: 'field', record: record.name, field: field.name }, steps: [] },
        field.type,
      ),
    ),
  );
  const ofFrames = schema.channels.flatMap(({ name, envelope }) =>
    envelope.flatMap((frame, index) =>
      inside({ kind: 'type', of: { kind: 'frame', channel: name, index }, steps: [] }, frame.type),
    ),
  );
  const ofStartup = schema.startup
    ? inside({ kind: 'type', of: { kind: 'startup' }, steps: [] }, schema.startup.type)
    : [];
  return [...ofFields, ...ofFrames, ...ofStartup];
}

function inside(path: TypePath, type: Type): readonly Site[] {
  const below = (step: Step, inner: Type): readonly Site[] =>
    inside({ ...path, steps: [...path.steps, step] }, inner);
  const here: Site = { path, type };
  if (type.kind === 'list' || type.kind === 'set' || type.kind === 'sequence') {
    return [here, ...below({ kind: 'item' }, type.item)];
  }
  if (type.kind === 'dict') {
    return [here, ...below({ kind: 'key' }, type.key), ...below({ kind: 'value' }, type.value)];
  }
  if (type.kind === 'tuple') {
    return [here, ...type.items.flatMap((item, index) => below({ kind: 'element', index }, item))];
  }
  if (type.kind !== 'union') return [here];
  const members = type.members.flatMap((member, index) => below({ kind: 'member', index }, member).slice(1));
  return [here, ...members];
}
