import type { ClassKnown } from './readPickle.js';
import type { ClassName, Pickled } from './pickled.js';

/** The class of an error that `pickle.loads` raises. */
export type PickleError =
  | 'UnpicklingError'
  | 'EOFError'
  | 'AttributeError'
  | 'TypeError'
  | 'ValueError'
  | 'OverflowError'
  | 'UnicodeDecodeError';

/** A class on the stack: good for making an object, and for nothing else. */
export interface PickledClass {
  readonly kind: 'class';
  readonly of: ClassName;
  readonly known: Exclude<ClassKnown, { kind: 'absent' | 'unknown' }>;
}

type Held = Pickled | PickledClass;

/** What an operation came to: done, an error of Python's, or something that only Python knows. */
export type PickleDone = null | PickleError | 'beyond';

/** The stack of a pickle machine. Below the last mark nothing is taken. */
export class PickleStack {
  readonly #held: Held[] = [];
  readonly #marks: number[] = [];
  #pushed = 0;

  /** How many values were pushed so far, whatever became of them. */
  get pushed(): number {
    return this.#pushed;
  }

  push(value: Held): void {
    this.#pushed += 1;
    this.#held.push(value);
  }

  mark(): void {
    this.#pushed += 1;
    this.#marks.push(this.#held.length);
  }

  peek(): Held | PickleError {
    return this.#held.length > this.#fence ? (this.#held.at(-1) ?? 'UnpicklingError') : 'UnpicklingError';
  }

  pop(): Held | PickleError {
    if (this.#held.length <= this.#fence) return 'UnpicklingError';
    return this.#held.pop() ?? 'UnpicklingError';
  }

  /** @param count null: all down to the mark */
  tuple(count: number | null): PickleDone {
    const items = this.#taken(count);
    if (typeof items === 'string') return items;
    this.push({ kind: 'tuple', items });
    return null;
  }

  append(count: number | null): PickleDone {
    const items = this.#taken(count);
    if (typeof items === 'string') return items;
    const list = this.peek();
    if (typeof list === 'string') return list;
    if (items.length === 0) return null;
    // Nothing else that can be here has a method to append.
    if (list.kind !== 'list') return 'AttributeError';
    for (const item of items) list.items.push(item);
    return null;
  }

  setItems(count: number | null): PickleDone {
    const parts = this.#taken(count);
    if (typeof parts === 'string') return parts;
    const dict = this.peek();
    if (typeof dict === 'string') return dict;
    if (parts.length === 0) return null;
    if (parts.length % 2 === 1) return 'UnpicklingError';
    if (dict.kind !== 'dict') return 'beyond';
    for (let at = 0; at + 1 < parts.length; at += 2) {
      const [key, value] = [parts[at], parts[at + 1]];
      if (key === undefined || value === undefined) return 'beyond';
      const unfit = unfitKey(key);
      if (unfit !== null) return unfit;
      dict.entries.push([key, value]);
    }
    return null;
  }

  /** REDUCE. */
  call(): PickleDone {
    const args = this.pop();
    if (typeof args === 'string') return args;
    const called = this.pop();
    if (typeof called === 'string') return called;
    if (args.kind === 'class') return 'beyond';
    if (called.kind !== 'class' || args.kind !== 'tuple') return 'TypeError';
    const { known } = called;
    if (known.kind === 'dataclass') return 'beyond';
    const count = args.items.length;
    if (known.kind === 'struct' && (count < known.argsMin || count > known.argsMax)) return 'TypeError';
    this.push({ kind: 'call', of: called.of, args: args.items });
    return null;
  }

  /** NEWOBJ. */
  newObject(): PickleDone {
    const args = this.pop();
    if (typeof args === 'string') return args;
    const made = this.pop();
    if (typeof made === 'string') return made;
    if (made.kind !== 'class') return 'UnpicklingError';
    if (made.known.kind === 'struct' || args.kind !== 'tuple' || args.items.length > 0) return 'beyond';
    this.push({ kind: 'object', of: made.of, state: [] });
    return null;
  }

  build(): PickleDone {
    const state = this.pop();
    if (typeof state === 'string') return state;
    const object = this.peek();
    if (typeof object === 'string') return object;
    if (object.kind !== 'object' || object.state.length > 0 || state.kind !== 'dict') return 'beyond';
    if (state.entries.some(([key]) => key.kind !== 'str')) return 'beyond';
    this.pop();
    this.push({ ...object, state: state.entries });
    return null;
  }

  get isEmpty(): boolean {
    return this.#held.length === 0 && this.#marks.length === 0;
  }

  get #fence(): number {
    return this.#marks.at(-1) ?? 0;
  }

  #taken(count: number | null): Pickled[] | PickleError | 'beyond' {
    const from = count === null ? this.#marks.pop() : this.#held.length - count;
    if (from === undefined || from < this.#fence) return 'UnpicklingError';
    const taken: Pickled[] = [];
    for (const each of this.#held.splice(from)) {
      if (each.kind === 'class') return 'beyond';
      taken.push(each);
    }
    return taken;
  }
}

/** What Python has against a key of a dict; null: nothing. */
function unfitKey(root: Pickled): PickleDone {
  const pending = [root];
  for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
    if (key.kind === 'list' || key.kind === 'dict') return 'TypeError';
    if (key.kind === 'call' || key.kind === 'object') return 'beyond';
    if (key.kind === 'tuple') for (const item of key.items) pending.push(item);
  }
  return null;
}
