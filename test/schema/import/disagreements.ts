import {
  canonicalJson,
  UNSURE,
  type Default,
  type Field,
  type Literal,
  type RecordType,
  type Schema,
  type Snapshot,
  type Type,
  type UnsureAbout,
} from '../../../src/schema/index.js';

/** Where an imported snapshot differs from the types themselves. */
export interface Disagreements {
  /** How often each thing that the importer said it does not know was otherwise. */
  readonly unsure: Readonly<Partial<Record<UnsureAbout, number>>>;
  /** What it did not say. */
  readonly untold: readonly string[];
}

/** Compares every record of an imported snapshot with that of the same name. */
export function disagreements(imported: Snapshot, exported: Schema): Disagreements {
  const comparison = new Comparison(imported);
  for (const [index, record] of Object.values(imported.types).entries()) {
    const other = exported.types[record.name];
    if (other === undefined) comparison.untold.push(`${record.name}: no such record (${index})`);
    else comparison.record(record, other);
  }
  return { unsure: comparison.counts(), untold: comparison.untold };
}

class Comparison {
  readonly untold: string[] = [];
  readonly #imported: Snapshot;
  readonly #counted = new Map<UnsureAbout, number>();

  constructor(imported: Snapshot) {
    this.#imported = imported;
  }

  counts(): Readonly<Partial<Record<UnsureAbout, number>>> {
    return Object.fromEntries(this.#counted);
  }

  record(imported: RecordType, exported: RecordType): void {
    const path = `$.types.${imported.name}`;
    const differ = (...members: readonly (keyof RecordType)[]): boolean =>
      members.some(
        (member) => canonicalJson(imported[member] ?? null) !== canonicalJson(exported[member] ?? null),
      );
    if (differ('flavour', 'postInit')) this.#found(path, 'flavour', 'flavour');
    if (differ('omitDefaults')) this.#found(path, 'omitDefaults', 'omitDefaults');
    if (differ('hashable')) this.#found(path, 'hashable', 'hashable');
    if (differ('layout', 'unknownFields')) this.untold.push(`${path}: layout or unknown fields`);
    const constant = this.#tag(imported, exported, path);
    const fields = [...imported.fields.entries()].filter(([, { name }]) => name !== constant);
    const names = fields.map(([, { name }]) => name);
    const others = exported.fields.map(({ name }) => name);
    if (String(names.toSorted()) !== String(others.toSorted()))
      this.untold.push(`${path}: fields ${names}, ${others}`);
    else if (String(names) !== String(others)) this.#found(path, 'order', 'fields');
    for (const [index, field] of fields) {
      const other = exported.fields.find(({ name }) => name === field.name);
      if (other !== undefined) this.#field(field, other, exported.flavour, `${path}.fields[${index}]`);
    }
  }

  /** The field that the importer took for one with a single value, and that is a tag. */
  #tag(imported: RecordType, exported: RecordType, path: string): string | null {
    if (canonicalJson(imported.tag) === canonicalJson(exported.tag)) return null;
    const at = exported.tag?.at;
    const name = at?.kind === 'field' ? at.name : null;
    const index = imported.fields.findIndex((field) => field.name === name);
    if (imported.tag !== null || index === -1) this.untold.push(`${path}: tag`);
    else this.#found(`${path}.fields[${index}].type`, 'tag', 'tag');
    return name;
  }

  #field(imported: Field, exported: Field, flavour: RecordType['flavour'], path: string): void {
    if (imported.attribute !== exported.attribute) this.#found(path, 'attribute', 'attribute');
    this.#type(imported.type, exported.type, `${path}.type`);
    if (canonicalJson(imported.default) === canonicalJson(exported.default)) return;
    const about = aboutDefaults(imported.default, exported.default, flavour);
    const shown = `${canonicalJson(imported.default)} ${canonicalJson(exported.default)}`;
    this.#found(`${path}.default`, about, `default ${shown}`);
  }

  #type(imported: Type, exported: Type, path: string): void {
    if (canonicalJson(imported) === canonicalJson(exported)) return;
    const shown = `${canonicalJson(imported)} ${canonicalJson(exported)}`;
    if (imported.kind === 'union' && exported.kind === 'union') {
      this.#members(imported.members, exported.members, path, shown);
    } else if (imported.kind === 'literal' || imported.kind === 'enum') {
      const same = 'values' in exported && valuesOf(imported.values) === valuesOf(exported.values);
      this.#found(path, same ? 'enumeration' : null, shown);
    } else if (imported.kind === 'list' && 'item' in exported) {
      if (exported.kind !== 'list') this.#found(path, 'array', shown);
      this.#type(imported.item, exported.item, path);
    } else if (imported.kind === 'tuple' && exported.kind === 'tuple') {
      if (imported.items.length !== exported.items.length) this.#found(path, null, shown);
      for (const [index, item] of imported.items.entries()) {
        this.#type(item, exported.items[index] ?? { kind: 'any' }, path);
      }
    } else if (imported.kind === 'dict' && exported.kind === 'dict') {
      if (canonicalJson(imported.key) !== canonicalJson(exported.key)) this.#found(path, 'keys', shown);
      this.#type(imported.value, exported.value, path);
    } else {
      this.#found(path, aboutKinds(imported, exported), shown);
    }
  }

  #members(imported: readonly Type[], exported: readonly Type[], path: string, shown: string): void {
    const left = [...exported];
    for (const [index, member] of imported.entries()) {
      const twin = left.findIndex((other) => alike(member, other));
      const [other] = twin === -1 ? [] : left.splice(twin, 1);
      if (other === undefined) this.#found(path, null, shown);
      else {
        if (!alike(member, exported[index] ?? { kind: 'any' })) this.#found(path, 'order', shown);
        this.#type(member, other, path);
      }
    }
    if (left.length > 0) this.#found(path, null, shown);
  }

  #found(path: string, about: UnsureAbout | null, shown: string): void {
    const told = (this.#imported.unsure ?? []).some(
      (known) => known.about === about && (path === known.path || /^[.[]/u.test(under(path, known.path))),
    );
    if (about !== null && told) this.#counted.set(about, (this.#counted.get(about) ?? 0) + 1);
    else this.untold.push(`${path} ${about === null ? '' : UNSURE[about]}: ${shown}`);
  }
}

/** What is left of a place below another; empty where it is not below it. */
function under(path: string, above: string): string {
  return path.startsWith(above) ? path.slice(above.length) : '';
}

function alike(one: Type, other: Type): boolean {
  if (one.kind === 'ref' && other.kind === 'ref') return one.name === other.name;
  const collection = (type: Type): string => (['set', 'sequence'].includes(type.kind) ? 'list' : type.kind);
  return collection(one) === collection(other);
}

function valuesOf(values: readonly Literal[]): string {
  return values.map(canonicalJson).toSorted().join();
}

function aboutKinds(imported: Type, exported: Type): UnsureAbout | null {
  if (imported.kind === 'any') return 'any';
  if (imported.kind === 'float' && exported.kind === 'int') return 'number';
  if (imported.kind === 'dict' && exported.kind === 'ref') return 'object';
  return null;
}

function aboutDefaults(
  imported: Default | null,
  exported: Default | null,
  flavour: RecordType['flavour'],
): UnsureAbout | null {
  if (imported === null || exported === null) return null;
  if (imported.kind === 'unset') return 'absent';
  // What a dataclass has as a plain default is read, and never written.
  if (flavour === 'dataclass' && exported.kind === 'unset') {
    return canonicalJson(exported.reads ?? null) === canonicalJson(imported) ? 'flavour' : 'default';
  }
  return 'default';
}
