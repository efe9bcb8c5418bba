import {
  bodyOf,
  channelsTo,
  MARIMO_MODULES,
  taggedRecords,
  type RecordType,
  type Schema,
  type Type,
} from '../../schema/index.js';
import type { ClassName } from './pickled.js';
import type { ClassKnown } from './readPickle.js';

/** The classes that a pickle to the kernel of a schema may name: a closed list. */
export interface PickleClasses {
  /** The commands, and what else bears a tag in the same field. */
  readonly byTag: ReadonlyMap<string, RecordType>;
  /** The field with their tag; null: they have none. */
  readonly tagField: string | null;
  readonly nameOf: (record: RecordType) => ClassName;
  readonly recordNamed: (of: ClassName) => RecordType | null;
  readonly known: (of: ClassName) => ClassKnown;
  /** The class that a peer would have that knows a command of this tag. */
  readonly strangerNamed: (tag: string) => ClassName;
}

const known = new WeakMap<Schema, PickleClasses>();

/** The classes for one schema; collected once. */
export function pickleClasses(schema: Schema): PickleClasses {
  let classes = known.get(schema);
  if (classes === undefined) known.set(schema, (classes = collect(schema)));
  return classes;
}

/** How marimo names the class of a command; one that the schema does not have is not there. */
const COMMAND = /^[A-Z]\w*Command$/u;

function collect(schema: Schema): PickleClasses {
  const channels = channelsTo(schema, 'to-kernel');
  const home = channels.find(({ python }) => python !== null)?.python?.split(':')[0] ?? '';
  const nameOf = ({ name }: RecordType): ClassName => ({ module: MARIMO_MODULES[name] ?? home, name });
  const records = recordsWithin(
    schema,
    channels.map((channel) => bodyOf(channel).type),
  );
  const byName = new Map(records.map((record) => [record.name, record]));
  const recordNamed = ({ module, name }: ClassName): RecordType | null => {
    const record = byName.get(name);
    return record !== undefined && nameOf(record).module === module ? record : null;
  };
  const tagField = channels
    .flatMap(({ name }) => taggedRecords(schema, name))
    .map(({ record }) => tagFieldOf(record))
    .find((field) => field !== null);
  return {
    byTag: new Map(
      records.flatMap((record) =>
        record.tag === null || tagFieldOf(record) !== tagField ? [] : [[record.tag.value.value, record]],
      ),
    ),
    tagField: tagField ?? null,
    nameOf,
    recordNamed,
    known: (of) => {
      const record = recordNamed(of);
      if (record !== null) return knownOf(record);
      return { kind: of.module === home && COMMAND.test(of.name) ? 'absent' : 'unknown' };
    },
    strangerNamed: (tag) => ({ module: home, name: commandName(tag, byName) }),
  };
}

function tagFieldOf({ tag }: RecordType): string | null {
  return tag?.at.kind === 'field' ? tag.at.name : null;
}

function knownOf({ flavour, fields }: RecordType): ClassKnown {
  if (flavour === 'dataclass') return { kind: 'dataclass' };
  return {
    kind: 'struct',
    argsMin: fields.findLastIndex((field) => field.default === null) + 1,
    argsMax: fields.length,
  };
}

/** `stress-foo-v1` as `StressFooV1Command`, and never a class that is there. */
function commandName(tag: string, taken: ReadonlyMap<string, unknown>): string {
  const words = tag.match(/[A-Za-z0-9]+/gu) ?? [];
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const name = `${/^[A-Z]/u.test(pascal) ? '' : 'New'}${pascal.slice(0, 400)}`;
  return taken.has(`${name}Command`) || name === '' ? `${name}NewCommand` : `${name}Command`;
}

/** Every struct and dataclass that the types hold, at any depth. */
function recordsWithin(schema: Schema, roots: readonly Type[]): readonly RecordType[] {
  const found = new Map<string, RecordType>();
  const pending = [...roots];
  for (let type = pending.pop(); type !== undefined; type = pending.pop()) {
    if (type.kind === 'ref') {
      const record = schema.types[type.name];
      if (record === undefined || found.has(type.name)) continue;
      found.set(type.name, record);
      pending.push(...record.fields.map((field) => field.type));
    } else pending.push(...partsOf(type));
  }
  return [...found.values()].filter(({ flavour }) => flavour === 'struct' || flavour === 'dataclass');
}

function partsOf(type: Type): readonly Type[] {
  if (type.kind === 'union') return type.members;
  if (type.kind === 'tuple') return type.items;
  if (type.kind === 'dict') return [type.key, type.value];
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'sequence' ? [type.item] : [];
}
