/** Where something stands in a text: line and column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where the members and items of a JSON text stand. */
export interface PlacesInJson {
  /** Of the value at a path; of its nearest parent where there is none. */
  readonly valueAt: (path: readonly PropertyKey[]) => Place;
  /** Of the key itself, or as {@link valueAt}. */
  readonly keyAt: (path: readonly PropertyKey[]) => Place;
  /** Keys that an object has twice, of which the parser keeps the last without a word. */
  readonly doubled: readonly { readonly path: readonly PropertyKey[]; readonly place: Place }[];
}

/** @param text JSON that a parser took */
export function placesInJson(text: string): PlacesInJson {
  const scan = new Scan(text);
  scan.value([]);
  const nearest = (places: ReadonlyMap<string, number>, path: readonly PropertyKey[]): number | null => {
    const at = places.get(keyOf(path));
    if (at !== undefined) return at;
    return path.length === 0 ? null : nearest(places, path.slice(0, -1));
  };
  const valueAt = (path: readonly PropertyKey[]): Place => placeOf(text, nearest(scan.values, path) ?? 0);
  return {
    valueAt,
    keyAt: (path) => {
      const at = scan.keys.get(keyOf(path));
      return at === undefined ? valueAt(path) : placeOf(text, at);
    },
    doubled: scan.doubled.map(({ path, at }) => ({ path, place: placeOf(text, at) })),
  };
}

/** The place of a character. */
export function placeOf(text: string, at: number): Place {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function keyOf(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}

/** A token: a string, a number or word, or a sign; white space before it. */
const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+)/y;

class Scan {
  readonly keys = new Map<string, number>();
  readonly values = new Map<string, number>();
  readonly doubled: { readonly path: readonly PropertyKey[]; readonly at: number }[] = [];
  readonly #text: string;
  #next = 0;
  /** Where the last token began. */
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(path: readonly PropertyKey[]): void {
    const token = this.#token();
    this.values.set(keyOf(path), this.#at);
    if (token === '{') this.#members(path);
    if (token === '[') this.#items(path);
  }

  #members(path: readonly PropertyKey[]): void {
    for (let token = this.#token(); token !== '}' && token !== ''; token = this.#token()) {
      if (token === ',') continue;
      const own = [...path, String(JSON.parse(token))];
      const key = keyOf(own);
      if (this.keys.has(key)) this.doubled.push({ path: own, at: this.#at });
      this.keys.set(key, this.#at);
      this.#token();
      this.value(own);
    }
  }

  #items(path: readonly PropertyKey[]): void {
    for (let index = 0; ; index += 1) {
      if (this.#peek() === ']') break;
      this.value([...path, index]);
      if (this.#peek() !== ',') break;
      this.#token();
    }
    this.#token();
  }

  #peek(): string {
    const back = this.#next;
    const token = this.#token();
    this.#next = back;
    return token;
  }

  #token(): string {
    TOKEN.lastIndex = this.#next;
    const [whole = '', token = ''] = TOKEN.exec(this.#text) ?? [];
    this.#next += whole.length;
    this.#at = this.#next - token.length;
    return token;
  }
}
