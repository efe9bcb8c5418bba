import type { SentEvent } from '../../history/index.js';
import type { StateReader } from '../../schema/index.js';
import { equal, textOf, type WireValue } from '../../wire/index.js';
import { groupBy } from './groupBy.js';
import type { Request } from './requests.js';
import { textAt, valueAt } from './valueAt.js';

/** What one command does to one element or model. */
export type Change = {
  readonly id: string;
  readonly frame: SentEvent;
  /** Why nobody can say what it comes to; null: it is certain. */
  readonly doubt: string | null;
  /** It was also sent as a copy. */
  readonly copied: boolean;
  /** Its token stood for another change before: it may count once more, or not at all. */
  readonly again: boolean;
} & (
  | { readonly kind: 'element' | 'part'; readonly value: WireValue }
  | {
      readonly kind: 'update';
      readonly state: readonly (readonly [name: string, value: WireValue])[];
      readonly buffers: readonly (readonly [path: WireValue, buffer: WireValue])[];
    }
  | { readonly kind: 'custom'; readonly content: WireValue }
);

interface Channels {
  readonly channel: string;
  readonly requests: readonly Request[];
}

/** Never kept as state by a release that guards code and style. */
const GUARDED: ReadonlySet<string> = new Set(['_esm', '_css']);

type Sureness = Pick<Change, 'doubt' | 'copied' | 'again'>;

/** All changes that were sent, in the order in which they are to be made; copies only where they are none. */
export function changesIn(channels: readonly Channels[], reader: StateReader): readonly Change[] {
  const on = (name: string): readonly Request[] =>
    (channels.find(({ channel }) => channel === name)?.requests ?? []).filter(
      ({ prediction, tag }) =>
        prediction.kind !== 'refused' && (tag === reader.elements.tag || tag === reader.models.tag),
    );
  const [own, copies] = [on(reader.channel), on(reader.copies)];
  const tokenOf = ({ value }: Request): string | null =>
    value === null ? null : textAt(value, [reader.token]);
  const byToken = groupBy(own, tokenOf);
  const copiesByToken = groupBy(copies, tokenOf);
  const doubtOf = (request: Request): string | null => {
    const token = tokenOf(request);
    if (token === null || !copiesByToken.has(token)) return null;
    const often = (byToken.get(token)?.length ?? 0) > 1 || (copiesByToken.get(token)?.length ?? 0) > 1;
    return often ? 'one token stands for several changes' : null;
  };
  const isAgain = (request: Request): boolean => {
    const token = tokenOf(request);
    return token !== null && byToken.get(token)?.[0] !== request;
  };
  let last = -1;
  const copied = new Set<Request>();
  const strays = copies.flatMap((copy) => {
    const token = tokenOf(copy);
    const [original] = token === null ? [] : (byToken.get(token) ?? []);
    const isCopy =
      original !== undefined &&
      original.frame.seq > last &&
      original.value !== null &&
      copy.value !== null &&
      equal(original.value, copy.value);
    if (isCopy) {
      last = original.frame.seq;
      copied.add(original);
    }
    return isCopy
      ? []
      : changesOf(copy, reader, {
          doubt: `sent on ${reader.copies} and not in the same way on ${reader.channel}`,
          copied: false,
          again: false,
        });
  });
  return [
    ...strays,
    ...own.flatMap((request) =>
      changesOf(request, reader, {
        doubt: doubtOf(request),
        copied: copied.has(request),
        again: isAgain(request),
      }),
    ),
  ];
}

function changesOf({ value, tag, frame }: Request, reader: StateReader, sure: Sureness): readonly Change[] {
  if (value === null) return [];
  return tag === reader.elements.tag
    ? elementChanges(value, frame, reader, sure)
    : modelChanges(value, frame, reader, sure);
}

function elementChanges(
  value: WireValue,
  frame: SentEvent,
  { elements }: StateReader,
  { doubt, copied, again }: Sureness,
): readonly Change[] {
  const ids = valueAt(value, [elements.ids]);
  const values = valueAt(value, [elements.values]);
  if (ids?.kind !== 'array' || values?.kind !== 'array') return [];
  const uneven =
    ids.items.length === values.items.length ? null : 'the lists of a change are not equally long';
  return ids.items.flatMap((id, at): Change[] => {
    const name = id.kind === 'str' ? textOf(id.bytes) : null;
    const own = values.items[at];
    if (name === null || own === undefined) return [];
    const kind = elements.parts.includes(name) ? 'part' : 'element';
    // A whole leaves a part alone whose value is equal already, as 1 and true are.
    const equalAs = kind === 'part' && own.kind !== 'str' ? 'a part is given what is no text' : null;
    return [{ kind, id: name, frame, doubt: doubt ?? uneven ?? equalAs, copied, again, value: own }];
  });
}

function modelChanges(
  value: WireValue,
  frame: SentEvent,
  { models }: StateReader,
  { doubt, copied, again }: Sureness,
): readonly Change[] {
  const id = textAt(value, [models.id]);
  const message = valueAt(value, [models.message]);
  if (id === null || message === null) return [];
  const state = valueAt(message, [models.state]);
  const content = valueAt(message, ['content']);
  if (state?.kind !== 'map') {
    return content === null ? [] : [{ kind: 'custom', id, frame, doubt, copied, again, content }];
  }
  const paths = listAt(message, models.paths);
  const buffers = listAt(value, models.buffers);
  const uneven = paths.length === buffers.length ? null : 'the lists of a change are not equally long';
  const hollow = paths.some((path) => path.kind === 'array' && path.items.length === 0);
  return [
    {
      kind: 'update',
      id,
      frame,
      copied,
      again,
      doubt: doubt ?? uneven ?? (hollow ? 'a buffer without a place' : null),
      state: state.entries.flatMap(([key, own]) => {
        const name = key.kind === 'str' ? textOf(key.bytes) : null;
        return name === null || GUARDED.has(name) ? [] : [[name, own] as const];
      }),
      buffers: paths.flatMap((path, at) => {
        const buffer = buffers[at];
        return buffer === undefined ? [] : [[path, buffer] as const];
      }),
    },
  ];
}

function listAt(value: WireValue, name: string): readonly WireValue[] {
  const found = valueAt(value, [name]);
  return found?.kind === 'array' ? found.items : [];
}
