import { isObject } from '../place.js';
import { SchemaError } from '../schemaError.js';
import type { RecordNode } from './recordAt.js';

/** A JSON object of the document. */
export type Node = Readonly<Record<string, unknown>>;

const HOMES = ['#/components/schemas/', '#/$defs/', '#/definitions/'] as const;
const LENGTH_MAX = 64 * 1024 * 1024;
/** Nested deeper than this is no description that anybody wrote. */
const DEPTH_MAX = 500;

/** A JSON Schema or an OpenAPI description, and what its references lead to. */
export class SchemaDocument {
  readonly root: Node;
  /** What was found of its records, by reference; null: what is there is none. */
  readonly records: Map<string, RecordNode | null> = new Map<string, RecordNode | null>();

  /** @throws SchemaError `not-json`, `too-large`, `wrong-format` */
  constructor(text: string) {
    this.root = parse(text);
  }

  /** What a reference such as `#/components/schemas/Cell` leads to; null for what is not there, or not of this document. */
  at(pointer: string): unknown {
    if (pointer !== '#' && !pointer.startsWith('#/')) return null;
    let node: unknown = this.root;
    for (const escaped of pointer.split('/').slice(1)) {
      const name = unescaped(escaped);
      if (name === null) return null;
      const member: unknown = Array.isArray(node) ? node[Number(name)] : undefined;
      node = isObject(node) && Object.hasOwn(node, name) ? node[name] : member;
      if (node === undefined) return null;
    }
    return node;
  }

  /**
   * The reference that a name stands for: that of a component, or a reference itself.
   *
   * @throws SchemaError `dangling-ref`
   */
  pointerTo(name: string): string {
    const found = [name, ...HOMES.map((home) => home + step(name))].find(
      (pointer) => this.at(pointer) !== null,
    );
    if (found !== undefined) return found;
    throw new SchemaError(
      'dangling-ref',
      '$',
      `The type ${JSON.stringify(name)} was looked up in the document: expected the name of a schema under ` +
        `${HOMES.join(', ')}, or a reference like #/paths, got one that leads nowhere.`,
    );
  }
}

/** The name of the component that a reference leads to; null where it leads elsewhere. */
export function componentName(pointer: string): string | null {
  const home = HOMES.find((start) => pointer.startsWith(start));
  const name = home === undefined ? '' : pointer.slice(home.length);
  return name === '' || name.includes('/') ? null : unescaped(name);
}

const ESCAPED = /[%~]/u;
const TO_ESCAPE = /[%~/]/u;

function unescaped(text: string): string | null {
  if (!ESCAPED.test(text)) return text;
  try {
    return decodeURIComponent(text).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    // A percent sign that escapes nothing.
    return null;
  }
}

/** One step of a reference. */
export function step(name: string | number): string {
  const text = String(name);
  return TO_ESCAPE.test(text)
    ? text.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('%', '%25')
    : text;
}

function parse(text: string): Node {
  if (text.length > LENGTH_MAX) {
    throw new SchemaError(
      'too-large',
      '$',
      `The document was not read: expected at most ${LENGTH_MAX} characters.`,
    );
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new SchemaError(
      'not-json',
      '$',
      `The document cannot be read: expected JSON, got ${JSON.stringify(text.slice(0, 40))}... (${String(cause)}). ` +
        'If it is YAML, convert it to JSON first.',
      { cause },
    );
  }
  checkDepth(document);
  if (isObject(document)) return document;
  throw new SchemaError(
    'wrong-format',
    '$',
    'The document is neither JSON Schema nor OpenAPI: expected an object.',
  );
}

function checkDepth(document: unknown): void {
  let level = [document].filter(isContainer);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX) {
      throw new SchemaError(
        'too-deep',
        '$',
        `The document was not imported: expected values nested at most ${DEPTH_MAX} deep, got more.`,
      );
    }
    const next: object[] = [];
    for (const container of level) {
      for (const value of Object.values(container)) if (isContainer(value)) next.push(value);
    }
    level = next;
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
