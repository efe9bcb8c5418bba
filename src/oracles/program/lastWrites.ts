import type { SentEvent } from '../../history/index.js';
import { array, equal, textOf, type WireValue } from '../../wire/index.js';
import type { Change } from './changes.js';

/** Where something is shown: at the end of names, or, for a buffer, beside its path. */
export type Place =
  | { readonly kind: 'element' | 'part' | 'state' | 'custom'; readonly names: readonly string[] }
  | { readonly kind: 'buffer'; readonly path: WireValue };

/** What is left at one place, and by whom. */
export interface LastWrite {
  readonly place: Place;
  readonly expected: WireValue;
  readonly frame: SentEvent;
}

interface Buffer {
  readonly path: WireValue;
  readonly expected: WireValue;
  readonly frame: SentEvent;
}

/** What is left of one element or model when each change is made after the other. */
export function lastWrites(changes: readonly Change[]): readonly LastWrite[] {
  let element: LastWrite | null = null;
  const keys = new Map<string, LastWrite>();
  let buffers: readonly Buffer[] = [];
  const customs: WireValue[] = [];
  let custom: SentEvent | null = null;
  for (const change of changes) {
    const { frame } = change;
    switch (change.kind) {
      case 'element':
      case 'part':
        element = { place: { kind: change.kind, names: ['value'] }, expected: change.value, frame };
        break;
      case 'custom':
        customs.push(change.content);
        custom = frame;
        break;
      case 'update':
        for (const [name, expected] of change.state)
          keys.set(name, { place: { kind: 'state', names: ['state', name] }, expected, frame });
        buffers = withBuffers(buffers, change, frame);
        break;
    }
  }
  return [
    ...(element === null ? [] : [element]),
    ...keys.values(),
    ...buffers.map(({ path, expected, frame }) => ({
      place: { kind: 'buffer' as const, path },
      expected,
      frame,
    })),
    ...(custom === null
      ? []
      : [
          { place: { kind: 'custom' as const, names: ['customs'] }, expected: array(customs), frame: custom },
        ]),
  ];
}

/** A new value of a key takes the buffers below it along; a buffer replaces the one at its own path. */
function withBuffers(
  buffers: readonly Buffer[],
  { state, buffers: fresh }: Extract<Change, { kind: 'update' }>,
  frame: SentEvent,
): readonly Buffer[] {
  const names = new Set(state.map(([name]) => name));
  let left = buffers.filter(({ path }) => !names.has(rootOf(path) ?? ''));
  for (const [path, expected] of fresh) {
    left = [...left.filter((one) => !equal(one.path, path)), { path, expected, frame }];
  }
  return left;
}

function rootOf(path: WireValue): string | null {
  const [first] = path.kind === 'array' ? path.items : [];
  return first?.kind === 'str' ? textOf(first.bytes) : null;
}
