import { canonicalJson } from '../canonicalJson.js';
import { isObject } from '../place.js';
import { SchemaError } from '../schemaError.js';
import type { Default, Field, RecordType, Type } from '../types.js';
import type { Unsure, UnsureAbout } from '../unsure.js';
import { defaultOf } from './defaultOf.js';
import { tagsIn, type FoundTag } from './discriminators.js';
import { isStrange, saysNothing } from './keywords.js';
import { isLiteralValue, literalOf } from './literalOf.js';
import { listOf, recordAt, type RecordNode } from './recordAt.js';
import { lengthsOf, numberType, stringType } from './scalars.js';
import { componentName, type Node, type SchemaDocument } from './schemaDocument.js';
import { unionOf } from './unionOf.js';

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/u;
const ANY: Type = { kind: 'any' };
/** Places of a type within each other, references followed. */
const DEPTH_MAX = 200;
/** In all, references followed each time: ten times what a large protocol has, and what is read in a fifth of a second. */
const PLACES_MAX = 20_000;

/** A place in the document, and the place in the snapshot that is made of it. */
interface Site {
  readonly pointer: string;
  readonly path: string;
  /** The references followed on the way here from the last record. */
  readonly trail: readonly string[];
}

/** Makes types of what a document describes, and gathers the records they refer to and what is not known of them. */
export class TypeImporter {
  readonly records: Map<string, RecordType> = new Map<string, RecordType>();
  readonly #document: SchemaDocument;
  readonly #tags: ReadonlyMap<string, FoundTag>;
  /** The names of records, by reference, and the references, by name. */
  readonly #names = new Map<string, string>();
  readonly #pointers = new Map<string, string>();
  /** How many records share a title. */
  readonly #copies = new Map<string, number>();
  readonly #unsure = new Map<string, Unsure>();
  /** Records are finished one after the other, so that a long chain of them is no deep recursion. */
  #unfinished: (() => void)[] = [];
  #depth = 0;
  #places = 0;

  constructor(document: SchemaDocument) {
    this.#document = document;
    this.#tags = tagsIn(document);
  }

  /** Makes the records that the types so far refer to, and those that these refer to. */
  finish(): void {
    while (this.#unfinished.length > 0) {
      const round = this.#unfinished;
      this.#unfinished = [];
      for (const finish of round) finish();
    }
  }

  /** In the order in which it was noticed. */
  get unsure(): readonly Unsure[] {
    return [...this.#unsure.values()];
  }

  /**
   * The type that is described at `pointer`; it will stand at `path` in the snapshot.
   *
   * @throws SchemaError `dangling-ref`, `malformed`, with the place in the document
   */
  typeAt(pointer: string, path: string, trail: readonly string[] = []): Type {
    if (this.#depth > DEPTH_MAX)
      throw tooMuch('too-deep', pointer, `nested at most ${DEPTH_MAX} places deep`);
    if (this.#places > PLACES_MAX) throw tooManyPlaces(pointer);
    this.#depth += 1;
    this.#places += 1;
    const type = this.#described({ pointer, path, trail });
    this.#depth -= 1;
    return type;
  }

  #described(site: Site): Type {
    const { pointer } = site;
    const node = this.#document.at(pointer);
    if (node === true) return this.#anything(site);
    if (!isObject(node)) return malformed(pointer, 'a schema, which is an object or true');
    if (typeof node['$ref'] !== 'string' && saysNothing(node)) return this.#anything(site);
    if (Object.keys(node).some(isStrange)) this.#note(site, 'keyword');
    const type = this.#typeOf(node, site);
    const nullable = node['nullable'] === true || listOf(node['type']).includes('null');
    return nullable ? this.#union([type, { kind: 'nil' }], site) : type;
  }

  #typeOf(node: Node, site: Site): Type {
    const { $ref, allOf, type } = node;
    if (typeof $ref === 'string') return this.#referred($ref, site);
    const record = recordAt(this.#document, site.pointer);
    if (record !== null) return this.#record(record, node, site);
    for (const keyword of ['anyOf', 'oneOf']) {
      if (Array.isArray(node[keyword])) return this.#parts(keyword, node[keyword].length, site);
    }
    if (Array.isArray(allOf)) {
      if (allOf.length > 1) this.#note(site, 'keyword');
      return allOf.length === 1 ? this.#within(site, 'allOf/0') : ANY;
    }
    if ('const' in node || Array.isArray(node['enum'])) return this.#values(node, site);
    const names = Array.isArray(type) ? type : [type ?? impliedType(node)];
    return this.#union(
      names.map((name: unknown) => this.#plain(node, name, site)),
      site,
    );
  }

  #referred(pointer: string, { path, trail }: Site): Type {
    if (this.#document.at(pointer) === null) {
      throw new SchemaError(
        'dangling-ref',
        pointer,
        `The document cannot be imported: expected a schema at ${pointer}, which ${path} refers to, got nothing. ` +
          'References to other documents are not followed: put all in one document first.',
      );
    }
    if (!trail.includes(pointer)) return this.typeAt(pointer, path, [...trail, pointer]);
    this.#note({ path }, 'recursion');
    return ANY;
  }

  #parts(keyword: string, count: number, site: Site): Type {
    const types = Array.from({ length: count }, (_, index) => this.#within(site, `${keyword}/${index}`));
    if (!this.#toldApart(types)) {
      this.#note(site, 'union');
      return ANY;
    }
    return this.#union(types, site);
  }

  /** Whether a decoder could: records by a tag at one place, and nothing else that is a map. */
  #toldApart(types: readonly Type[]): boolean {
    const members = types.flatMap((type) => (type.kind === 'union' ? type.members : [type]));
    const named = new Set(members.flatMap((type) => (type.kind === 'ref' ? [type.name] : [])));
    if (named.size > 0 && members.some((type) => type.kind === 'dict')) return false;
    const tags = [...named].map((name) => this.#tags.get(this.#pointers.get(name) ?? '')?.tag.at ?? null);
    const places = new Set(tags.map(canonicalJson));
    return named.size < 2 || (places.size === 1 && !places.has('null'));
  }

  #values(node: Node, site: Site): Type {
    const values = 'const' in node ? [node['const']] : listOf(node['enum']);
    this.#note(site, 'enumeration');
    if (values.length === 0 || !values.every(isLiteralValue)) return ANY;
    const name = componentName(site.pointer);
    const literals = values.map(literalOf);
    const scalar =
      literals.every(({ kind }) => kind === 'str') || literals.every(({ kind }) => kind === 'int');
    if (name !== null && scalar) return { kind: 'enum', name, values: literals, open: false };
    return this.#union([{ kind: 'literal', values: literals }], site);
  }

  #plain(node: Node, type: unknown, site: Site): Type {
    const note = (about: UnsureAbout): void => this.#note(site, about);
    switch (type) {
      case 'null':
        return { kind: 'nil' };
      case 'boolean':
        return { kind: 'bool' };
      case 'integer':
        return numberType(node, 'int', note);
      case 'number':
        return numberType(node, 'float', note);
      case 'string':
        return stringType(node, note);
      case 'array':
        return this.#array(node, site);
      case 'object':
        return this.#dict(node, site);
      case null:
        note('any');
        return ANY;
      default:
        return malformed(
          site.pointer,
          'the name of a type: null, boolean, integer, number, string, array, object',
        );
    }
  }

  #array(node: Node, site: Site): Type {
    const given = ['prefixItems', 'items'].find((keyword) => Array.isArray(node[keyword]));
    const lengths = lengthsOf(node, 'minItems', 'maxItems', (about) => this.#note(site, about));
    if (given !== undefined) {
      this.#note(site, 'layout');
      const items = listOf(node[given]).map((_item, index) => this.#within(site, `${given}/${index}`));
      const { minLength, maxLength } = lengths;
      const ends = maxLength === items.length || node['items'] === false || node['additionalItems'] === false;
      return ends && minLength === items.length
        ? { kind: 'tuple', items }
        : { kind: 'list', item: ANY, ...lengths };
    }
    this.#note(site, 'array');
    const item =
      'items' in node && node['items'] !== false ? this.#within(site, 'items') : this.#anything(site);
    return node['uniqueItems'] === true
      ? { kind: 'set', frozen: false, item, ...lengths }
      : { kind: 'list', item, ...lengths };
  }

  #dict(node: Node, site: Site): Type {
    const { additionalProperties: value } = node;
    this.#note(site, 'keys');
    if (!isObject(value)) this.#note(site, 'object');
    return {
      kind: 'dict',
      key: 'propertyNames' in node ? this.#within(site, 'propertyNames') : { kind: 'str' },
      value: isObject(value) ? this.#within(site, 'additionalProperties') : ANY,
      ...lengthsOf(node, 'minProperties', 'maxProperties', (about) => this.#note(site, about)),
    };
  }

  #record(record: RecordNode, node: Node, { pointer }: Site): Type {
    const known = this.#names.get(pointer);
    if (known !== undefined) return { kind: 'ref', name: known };
    const name = this.#nameFor(pointer, node);
    this.#names.set(pointer, name);
    this.#pointers.set(name, pointer);
    this.#unfinished.push(() => this.#finish(name, pointer, record, node));
    return { kind: 'ref', name };
  }

  #finish(name: string, pointer: string, record: RecordNode, node: Node): void {
    const path = `$.types${PLAIN_NAME.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`}`;
    const found = this.#tags.get(pointer);
    const tag = found?.tag ?? null;
    if (found?.named === false) this.#note({ path }, 'tag');
    if (isObject(node['additionalProperties'])) this.#note({ path }, 'keyword');
    const tagField = tag?.at.kind === 'field' ? tag.at.name : null;
    if (this.#places + record.properties.size > PLACES_MAX) throw tooManyPlaces(pointer);
    const properties = [...record.properties].filter(([property]) => property !== tagField);
    this.records.set(name, {
      kind: 'record',
      name,
      flavour: 'struct',
      layout: 'map',
      tag,
      fields: properties.map(([property, place], index) =>
        this.#field(property, record.required.has(property), place, `${path}.fields[${index}]`),
      ),
      unknownFields: record.closed ? 'refused' : 'ignored',
      omitDefaults: false,
      hashable: false,
      postInit: false,
    });
  }

  #field(name: string, required: boolean, pointer: string, path: string): Field {
    const node = this.#document.at(pointer);
    const type = this.typeAt(pointer, `${path}.type`);
    if (isConstant(node) && required) this.#note({ path: `${path}.type` }, 'tag');
    return { name, attribute: name, type, default: required ? null : this.#default(node, type, path) };
  }

  #default(node: unknown, type: Type, path: string): Default {
    const site = { path: `${path}.default` };
    if (isObject(node) && 'default' in node) {
      return defaultOf(node['default'], type, () => this.#note(site, 'default'));
    }
    this.#note(site, 'absent');
    return { kind: 'unset' };
  }

  #nameFor(pointer: string, node: Node): string {
    const titles = [componentName(pointer), node['title'], pointer.slice(2), 'Message'];
    const plain = titles.find((title) => typeof title === 'string' && title !== '' && title !== '__proto__');
    const first = String(plain);
    let name = first;
    let copy = this.#copies.get(first) ?? 1;
    while (this.#pointers.has(name)) {
      copy += 1;
      name = `${first}~${copy}`;
    }
    this.#copies.set(first, copy);
    return name;
  }

  #within({ pointer, path, trail }: Site, below: string): Type {
    return this.typeAt(`${pointer}/${below}`, path, trail);
  }

  #union(types: readonly Type[], site: Pick<Site, 'path'>): Type {
    return unionOf(types, () => this.#note(site, 'union'));
  }

  #anything(site: Pick<Site, 'path'>): Type {
    this.#note(site, 'any');
    return ANY;
  }

  #note({ path }: Pick<Site, 'path'>, about: UnsureAbout): void {
    this.#unsure.set(`${path} ${about}`, { path, about });
  }
}

/** What a type without a name must be, as other keywords tell; null where they do not. */
function impliedType(node: Node): string | null {
  if ('items' in node || 'prefixItems' in node) return 'array';
  if ('additionalProperties' in node || 'propertyNames' in node) return 'object';
  if ('minLength' in node || 'maxLength' in node || 'pattern' in node || 'format' in node) return 'string';
  return 'minimum' in node || 'maximum' in node || 'multipleOf' in node ? 'number' : null;
}

function isConstant(node: unknown): boolean {
  return isObject(node) && ('const' in node || (Array.isArray(node['enum']) && node['enum'].length === 1));
}

function tooManyPlaces(pointer: string): SchemaError {
  return tooMuch('too-large', pointer, `of at most ${PLACES_MAX} places`);
}

function tooMuch(kind: 'too-deep' | 'too-large', pointer: string, expected: string): SchemaError {
  return new SchemaError(
    kind,
    pointer,
    `The document cannot be imported: expected types ${expected}, got more at ${pointer}.`,
  );
}

function malformed(pointer: string, expected: string): never {
  throw new SchemaError(
    'malformed',
    pointer,
    `The document cannot be imported: expected ${expected} at ${pointer}, got something else.`,
  );
}
