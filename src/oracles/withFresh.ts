import { textOf, type Entry, type WireValue } from '../wire/index.js';

/**
 * The expected value, with what came back put in wherever any valid value may stand: what is left to compare is what
 * is known.
 *
 * @param fresh - paths as the model writes them: `$.timestamp`, `$.cells[0].made`, `$.byName[...].made`
 */
export function withFresh(expected: WireValue, actual: WireValue, fresh: readonly string[]): WireValue {
  return fresh.reduce((value, path) => put(value, actual, path.slice(1)), expected);
}

function put(expected: WireValue, actual: WireValue | undefined, path: string): WireValue {
  if (actual === undefined) return expected;
  if (path === '') return actual;
  if (expected.kind === 'array' && actual.kind === 'array') {
    const step = /^\[(\d+)\]/.exec(path);
    if (step === null) return expected;
    const index = Number(step[1]);
    const rest = path.slice(step[0].length);
    const items = expected.items.map((item, at) => (at === index ? put(item, actual.items[at], rest) : item));
    return { ...expected, items };
  }
  if (expected.kind === 'map' && actual.kind === 'map') {
    const entries = expected.entries.map((entry, at): Entry => {
      const rest = restAfter(entry[0], path);
      return rest === null ? entry : [entry[0], put(entry[1], actual.entries[at]?.[1], rest)];
    });
    return { ...expected, entries };
  }
  return expected;
}

const ANY_ENTRY = '[...]';

/** What is left of the path behind this key; null: it leads elsewhere. */
function restAfter(key: WireValue, path: string): string | null {
  if (path.startsWith(ANY_ENTRY)) return path.slice(ANY_ENTRY.length);
  const name = key.kind === 'str' ? textOf(key.bytes) : null;
  if (name === null || !path.startsWith(`.${name}`)) return null;
  const rest = path.slice(name.length + 1);
  return rest === '' || rest.startsWith('.') || rest.startsWith('[') ? rest : null;
}
