import type { RecordType, Schema } from '../schema/index.js';
import { mapRecordReferences } from './mapTypes.js';
import { pairOnly, type Pairing } from './pairing.js';
import { same } from './same.js';

/** What became of the records of a schema. */
export interface RecordMatch {
  readonly renamed: readonly (readonly [from: string, to: string])[];
  /** As they are to be: those of the same name, and the renamed ones. */
  readonly kept: readonly RecordType[];
  readonly gone: readonly string[];
  readonly come: readonly RecordType[];
}

/**
 * Which record is which: by its name; else, where only one reading is possible, by being equal, or by being alike (the same
 * tag, and at least half of the fields).
 */
export function matchRecords(from: Schema, to: Schema): RecordMatch {
  const old = Object.values(from.types).filter(({ name }) => !Object.hasOwn(to.types, name));
  const fresh = Object.values(to.types).filter(({ name }) => !Object.hasOwn(from.types, name));
  const rules = [equalButForTheName, alike];
  const start: Pairing = { pairs: [], gone: [...old.keys()], come: [...fresh.keys()] };
  const pairing = rules.reduce(
    (so, rule) => pairOnly(so, (index, place) => either(old[index], fresh[place], rule)),
    start,
  );
  const renamed = pairing.pairs.flatMap(([index, place]): [string, string][] => {
    const [before, after] = [old[index], fresh[place]];
    return before !== undefined && after !== undefined ? [[before.name, after.name]] : [];
  });
  const come = pairing.come.flatMap((place) => fresh[place] ?? []);
  return {
    renamed,
    kept: Object.values(to.types).filter((record) => !come.includes(record)),
    gone: pairing.gone.flatMap((index) => old[index]?.name ?? []),
    come,
  };
}

function either(
  from: RecordType | undefined,
  to: RecordType | undefined,
  rule: (from: RecordType, to: RecordType) => boolean,
): boolean {
  return from !== undefined && to !== undefined && rule(from, to);
}

/** A record without fields is like every other one, unless a tag tells them apart. */
function equalButForTheName(from: RecordType, to: RecordType): boolean {
  if (from.tag === null && from.fields.length === 0) return false;
  const moved = mapRecordReferences(from, (name) => (name === from.name ? to.name : name));
  return same({ ...moved, name: to.name }, to);
}

function alike(from: RecordType, to: RecordType): boolean {
  if (!same(from.tag, to.tag) || from.layout !== to.layout) return false;
  const names = new Set(from.fields.map(({ name }) => name));
  const shared = to.fields.filter(({ name }) => names.has(name)).length;
  const most = Math.max(from.fields.length, to.fields.length);
  return most === 0 ? from.tag !== null : shared * 2 >= most;
}
