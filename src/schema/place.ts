import { SchemaError, type SchemaErrorKind } from './schemaError.js';

/** Types nested deeper than this are refused: far beyond what people write, far below what a stack holds. */
const DEPTH_MAX = 200;
const LONE_SURROGATE = /\p{Surrogate}/u;
const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** One place in a parsed JSON document: the value there, and the way to it, which is only spelt out when it is refused. */
export class Place {
  readonly value: unknown;
  /** The names of the types that the document holds. */
  readonly #names: ReadonlySet<string>;
  readonly #parent: Place | null;
  readonly #step: string | number;
  readonly #depth: number;

  constructor(
    value: unknown,
    names: ReadonlySet<string>,
    parent: Place | null = null,
    step: string | number = '$',
  ) {
    this.value = value;
    this.#names = names;
    this.#parent = parent;
    this.#step = step;
    this.#depth = parent === null ? 0 : parent.#depth + 1;
  }

  get path(): string {
    if (this.#parent === null) return '$';
    const step = this.#step;
    if (typeof step === 'number') return `${this.#parent.path}[${step}]`;
    return this.#parent.path + (PLAIN_NAME.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`);
  }

  refuse(expected: string, kind: SchemaErrorKind = 'malformed'): never {
    throw new SchemaError(
      kind,
      this.path,
      `The snapshot cannot be read at ${this.path}: expected ${expected}, got ${shown(this.value)}. ` +
        'Write it again with python/export_schema.py.',
    );
  }

  /** The members of an object that has all of `required`, perhaps some of `optional`, and nothing else. */
  members<R extends string, O extends string = never>(
    required: readonly R[],
    optional: readonly O[] = [],
  ): Found<R, O> {
    const object = this.object();
    const known: readonly string[] = optional.length > 0 ? [...required, ...optional] : required;
    const places: Record<string, Place> = {};
    for (const name of Object.keys(object)) {
      const place = this.#at(object[name], name);
      if (!known.includes(name)) {
        place.refuse(`no member of this name, as the known ones are ${known.join(', ')}`);
      }
      places[name] = place;
    }
    return holds<R, O>(places, required)
      ? places
      : this.refuse(`an object with the members ${required.join(', ')}`);
  }

  /** Every member of an object whose names are data. */
  entries(): readonly (readonly [name: string, place: Place])[] {
    const object = this.object();
    return Object.keys(object).map((name) => {
      const place = this.#at(object[name], name);
      if (name === '__proto__' || name === '') place.refuse('a name other than this one');
      if (LONE_SURROGATE.test(name)) place.refuse('a name that is well-formed Unicode');
      return [name, place];
    });
  }

  /** One member of an object that may have others. */
  member(name: string): Place {
    const object = this.object();
    return Object.hasOwn(object, name)
      ? this.#at(object[name], name)
      : this.refuse(`a member ${JSON.stringify(name)}`);
  }

  items<T>(read: (item: Place) => T): readonly T[] {
    if (!Array.isArray(this.value)) this.refuse('an array');
    return this.value.map((item: unknown, index) => read(this.#at(item, index)));
  }

  /** As {@link items}, of at least one. */
  someItems<T>(read: (item: Place) => T): readonly T[] {
    const items = this.items(read);
    if (items.length === 0) this.refuse('an array of at least one item');
    return items;
  }

  orNull<T>(read: (place: Place) => T): T | null {
    return this.value === null ? null : read(this);
  }

  text(): string {
    if (typeof this.value !== 'string') this.refuse('a string');
    // Such text has no UTF-8, so that no two programs agree on its fingerprint.
    if (LONE_SURROGATE.test(this.value)) this.refuse('a string of well-formed Unicode');
    return this.value;
  }

  textLike(pattern: RegExp, description: string): string {
    const text = this.text();
    return pattern.test(text) ? text : this.refuse(description);
  }

  /** The name of a type that the same document holds. */
  reference(): string {
    const name = this.text();
    return this.#names.has(name) ? name : this.refuse('the name of a type of this snapshot', 'dangling-ref');
  }

  flag(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.refuse('true or false');
  }

  count(): number {
    const { value } = this;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || Object.is(value, -0)) {
      this.refuse('a whole number, zero or more');
    }
    return value;
  }

  oneOf<const T extends string | boolean | number>(...options: readonly T[]): T {
    const found = options.find((option) => option === this.value);
    return found ?? this.refuse(`one of ${options.map((option) => JSON.stringify(option)).join(', ')}`);
  }

  object(): Readonly<Record<string, unknown>> {
    if (!isObject(this.value)) this.refuse('an object');
    return this.value;
  }

  #at(value: unknown, step: string | number): Place {
    const place = new Place(value, this.#names, this, step);
    if (place.#depth > DEPTH_MAX) place.refuse(`types nested at most ${DEPTH_MAX} places deep`, 'too-deep');
    return place;
  }
}

type Found<R extends string, O extends string> = Readonly<Record<R, Place> & Partial<Record<O, Place>>>;

function holds<R extends string, O extends string>(
  places: Readonly<Record<string, Place>>,
  required: readonly R[],
): places is Found<R, O> {
  return required.every((name) => Object.hasOwn(places, name));
}

/** Whether this is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a refused value was, for a person: never the whole of a large one. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (isObject(value)) return `an object of ${Object.keys(value).length} members`;
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}... (${text.length} characters)` : text;
}
