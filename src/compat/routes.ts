import type { RecordType, Schema } from '../schema/index.js';
import type { WireValue } from '../wire/index.js';
import type { Place } from './frames.js';
import { referencesIn, type Step } from './inside.js';
import { fieldPath, pathUnder, sizeOf, type Maker } from './maker.js';

/** One way to a record: from the frame itself (null), or from a field of a record. */
interface Edge {
  readonly from: { readonly record: RecordType; readonly field: string } | null;
  readonly steps: readonly Step[];
  readonly to: string;
}

/** A value inside a message, and where it stands there. */
export interface Placed {
  readonly value: WireValue;
  readonly path: string;
}

/** A way of putting a record into a message; null: it cannot be written so. */
export type Route = (record: WireValue, path: string) => Placed | null;

/** The records that the messages of a frame may hold. */
export function recordsIn(schema: Schema, { frame }: Place): ReadonlySet<string> {
  const found = new Set(referencesIn(frame.type).map(([, name]) => name));
  for (const name of found) {
    for (const { to } of edgesFrom(schema.types[name])) found.add(to);
  }
  return found;
}

function edgesFrom(record: RecordType | undefined): readonly Edge[] {
  if (record === undefined) return [];
  return record.fields.flatMap((field) =>
    referencesIn(field.type).map(([steps, to]): Edge => ({ from: { record, field: field.name }, steps, to })),
  );
}

/** The ways to every record in the messages of one frame; of each record the shortest one first. */
export class Routes {
  readonly #schema: Schema;
  readonly #place: Place;
  readonly #maker: Maker;
  readonly #into: Map<string, Edge[]> = new Map<string, Edge[]>();
  /** The last edge of the shortest way to each record. */
  readonly #best: Map<string, Edge> = new Map<string, Edge>();

  constructor(schema: Schema, place: Place, maker: Maker) {
    this.#schema = schema;
    this.#place = place;
    this.#maker = maker;
    this.#explore();
  }

  /** About as many bytes as a message has around the record. */
  #explore(): void {
    const costs = new Map<string, number>();
    const done = new Set<string>();
    const start = referencesIn(this.#place.frame.type).map(([steps, to]): Edge => ({
      from: null,
      steps,
      to,
    }));
    this.#open(start, 0, costs);
    for (let next = nearest(costs, done); next !== null; next = nearest(costs, done)) {
      done.add(next);
      const record = this.#schema.types[next];
      const around = record === undefined ? null : this.#maker.record(record);
      const cost = (costs.get(next) ?? 0) + (around === null ? UNKNOWN_SIZE : sizeOf(around));
      this.#open(edgesFrom(record), cost, costs);
    }
  }

  #open(edges: readonly Edge[], before: number, costs: Map<string, number>): void {
    for (const edge of edges) {
      const { from, steps, to } = edge;
      this.#into.set(to, [...(this.#into.get(to) ?? []), edge]);
      const cost = before + steps.length + (from?.field.length ?? 0);
      if (cost >= (costs.get(to) ?? Infinity)) continue;
      costs.set(to, cost);
      this.#best.set(to, edge);
    }
  }

  /** The shortest way first, then other ones by which the record is met in other company: in a set, in a union. */
  to(name: string): readonly Route[] {
    const best = this.#best.get(name);
    if (best === undefined) return [];
    const seen = new Set([companyOf(best)]);
    const others = (this.#into.get(name) ?? []).filter((edge) => {
      const company = companyOf(edge);
      const isNew = !seen.has(company);
      seen.add(company);
      return isNew;
    });
    return [best, ...others].map((edge) => (value, path) => this.#through(edge, { value, path }));
  }

  #through(last: Edge, inner: Placed): Placed | null {
    const passed = new Set<Edge>();
    let edge: Edge | undefined = last;
    let value: WireValue | null = inner.value;
    let path = inner.path;
    while (edge !== undefined && !passed.has(edge)) {
      passed.add(edge);
      const { from, steps } = edge;
      const found: WireValue | null = this.#maker.wrap(this.#typeOf(edge), steps, value);
      const here = from === null ? '' : fieldPath('', from.record, from.field);
      path = prefixed(pathUnder(here, steps), path);
      if (found === null) return null;
      if (from === null) return { value: found, path };
      value = this.#maker.record(from.record, new Map([[from.field, found]]));
      if (value === null) return null;
      edge = this.#best.get(from.record.name);
    }
    return null;
  }

  #typeOf({ from }: Edge): Place['frame']['type'] {
    const field = from?.record.fields.find(({ name }) => name === from.field);
    return field?.type ?? this.#place.frame.type;
  }
}

/** What a record without a smallest value is taken to cost: any other way is shorter. */
const UNKNOWN_SIZE = 1e6;

function nearest(costs: ReadonlyMap<string, number>, done: ReadonlySet<string>): string | null {
  let found: string | null = null;
  for (const [name, cost] of costs) {
    if (!done.has(name) && (found === null || cost < (costs.get(found) ?? Infinity))) found = name;
  }
  return found;
}

/** The steps that lead to a record, without their places: `value`, `item member`. */
function companyOf({ steps }: Edge): string {
  return steps.map(({ kind }) => kind).join(' ');
}

/** The path of the inner place, seen from further out: keys stay in front. */
export function prefixed(outer: string, inner: string): string {
  const key = /^(?:key(?:\[\d+\])? in )*/.exec(inner)?.[0] ?? '';
  return key + outer + inner.slice(key.length);
}
