import { isUtf8 } from 'node:buffer';
import { bool, nil } from '../construct.js';
import { isOpcode, OP, opcodeName, takesFrom } from './opcodes.js';
import type { ClassName, Pickled } from './pickled.js';
import { PickleStack, type PickleDone, type PickleError } from './pickleStack.js';

/** What is known of a class by its name, as far as a pickle needs it. */
export type ClassKnown =
  | { readonly kind: 'struct'; readonly argsMin: number; readonly argsMax: number }
  | { readonly kind: 'dataclass' }
  /** Whatever it is: good for showing what a pickle says, never for saying what becomes of it. */
  | { readonly kind: 'shown' }
  /** The module is there and has nothing of this name. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

/** What Python's `pickle.loads` does with bytes, where that takes nothing but the closed list of opcodes and classes. */
export type PickleReading =
  /** What follows after `end` is ignored, as Python does. */
  | { readonly kind: 'value'; readonly value: Pickled; readonly end: number }
  | { readonly kind: 'refused'; readonly error: PickleError; readonly at: number }
  /** An opcode or a class that is not of the closed list: only Python knows what comes of it. */
  | { readonly kind: 'beyond'; readonly what: string; readonly at: number };

/**
 * Follows a pickle opcode by opcode, as Python would, and makes nothing of it but data. It ends where Python ends with
 * an error, or where the closed list ends, and goes no further than 200,000 values. Never throws; any depth.
 */
export function readPickle(bytes: Uint8Array, known: (of: ClassName) => ClassKnown): PickleReading {
  return new PickleMachine(bytes, known).run();
}

type Step = 'on' | PickleReading;

/** An object of Python's is one byte in a pickle and a hundred here: beyond this a hostile one would take the memory. */
const VALUES_MAX = 200_000;

class PickleMachine {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #known: (of: ClassName) => ClassKnown;
  readonly #stack: PickleStack;
  #at = 0;
  #opcodeAt = 0;

  constructor(bytes: Uint8Array, known: (of: ClassName) => ClassKnown) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#known = known;
    this.#stack = new PickleStack();
  }

  run(): PickleReading {
    for (;;) {
      this.#opcodeAt = this.#at;
      const opcode = this.#bytes[this.#at];
      if (opcode === undefined) return this.#refused('EOFError');
      this.#at += 1;
      if (this.#stack.pushed > VALUES_MAX) return this.#beyond(`more than ${VALUES_MAX} values`);
      const step = this.#step(opcode);
      if (step !== 'on') return step;
    }
  }

  #step(opcode: number): Step {
    switch (opcode) {
      case OP.stop: {
        const value = this.#stack.pop();
        if (typeof value === 'string') return this.#refused(value);
        if (value.kind === 'class') return this.#beyond('a class for a value');
        return { kind: 'value', value, end: this.#at };
      }
      case OP.proto:
        return this.#number(1, (version) => (version > 5 ? 'ValueError' : null));
      case OP.frame:
        // A frame must be there as a whole; that it may also end elsewhere does not matter.
        return this.#number(8, (length) => {
          if (length >= 2 ** 63) return 'OverflowError';
          return length > this.#bytes.length - this.#at ? 'UnpicklingError' : null;
        });
      case OP.memoize:
        return typeof this.#stack.peek() === 'string' ? this.#refused('UnpicklingError') : 'on';
      case OP.mark:
        this.#stack.mark();
        return 'on';
      case OP.ext1:
      case OP.ext2:
      case OP.ext4:
        // Nobody has registered any.
        return this.#refused('ValueError');
      default:
        return this.#leaf(opcode) ?? this.#container(opcode) ?? this.#object(opcode) ?? this.#other(opcode);
    }
  }

  /** Opcodes that push a value without parts; null: it is none. */
  #leaf(opcode: number): Step | null {
    switch (opcode) {
      case OP.none:
        return this.#push(nil);
      case OP.newTrue:
      case OP.newFalse:
        return this.#push(bool(opcode === OP.newTrue));
      case OP.binInt1:
        return this.#int(1, (at) => BigInt(this.#view.getUint8(at)));
      case OP.binInt2:
        return this.#int(2, (at) => BigInt(this.#view.getUint16(at, true)));
      case OP.binInt:
        return this.#int(4, (at) => BigInt(this.#view.getInt32(at, true)));
      case OP.long1:
        return this.#contents(1, (held) => this.#push({ kind: 'int', value: longOf(held) }));
      case OP.binFloat: {
        const at = this.#take(8);
        return at === null
          ? this.#refused('UnpicklingError')
          : this.#push({ kind: 'float', width: 64, bits: this.#view.getBigUint64(at) });
      }
      case OP.shortBinUnicode:
      case OP.binUnicode:
      case OP.binUnicode8:
        return this.#contents(opcode === OP.binUnicode ? 4 : opcode === OP.binUnicode8 ? 8 : 1, (bytes) =>
          isPythonText(bytes) ? this.#push({ kind: 'str', bytes }) : this.#refused('UnicodeDecodeError'),
        );
      case OP.shortBinBytes:
      case OP.binBytes:
      case OP.binBytes8:
        return this.#contents(opcode === OP.binBytes ? 4 : opcode === OP.binBytes8 ? 8 : 1, (bytes) =>
          this.#push({ kind: 'bin', bytes }),
        );
      default:
        return null;
    }
  }

  #container(opcode: number): Step | null {
    switch (opcode) {
      case OP.emptyList:
        return this.#push({ kind: 'list', items: [] });
      case OP.emptyDict:
        return this.#push({ kind: 'dict', entries: [] });
      case OP.emptyTuple:
        return this.#push({ kind: 'tuple', items: [] });
      case OP.tuple1:
      case OP.tuple2:
      case OP.tuple3:
        return this.#after(this.#stack.tuple(opcode - OP.tuple1 + 1));
      case OP.tuple:
        return this.#after(this.#stack.tuple(null));
      case OP.append:
        return this.#after(this.#stack.append(1));
      case OP.appends:
        return this.#after(this.#stack.append(null));
      case OP.setItem:
        return this.#after(this.#stack.setItems(2));
      case OP.setItems:
        return this.#after(this.#stack.setItems(null));
      default:
        return null;
    }
  }

  #object(opcode: number): Step | null {
    switch (opcode) {
      case OP.stackGlobal:
        return this.#class();
      case OP.reduce:
        return this.#after(this.#stack.call());
      case OP.newObj:
        return this.#after(this.#stack.newObject());
      case OP.build:
        return this.#after(this.#stack.build());
      default:
        return null;
    }
  }

  #class(): Step {
    const [name, module] = [this.#stack.pop(), this.#stack.pop()];
    if (typeof name === 'string') return this.#refused(name);
    if (typeof module === 'string') return this.#refused(module);
    if (name.kind !== 'str' || module.kind !== 'str') return this.#refused('UnpicklingError');
    const of = { module: utf8(module.bytes), name: utf8(name.bytes) };
    const known = this.#known(of);
    if (known.kind === 'absent') return this.#refused('AttributeError');
    if (known.kind === 'unknown') return this.#beyond(`the class ${of.module}.${of.name}`);
    this.#stack.push({ kind: 'class', of, known });
    return 'on';
  }

  #other(opcode: number): Step {
    const ends = !isOpcode(opcode) || (takesFrom(opcode) && this.#stack.isEmpty);
    return ends ? this.#refused('UnpicklingError') : this.#beyond(`the opcode ${opcodeName(opcode)}`);
  }

  #push(value: Pickled): Step {
    this.#stack.push(value);
    return 'on';
  }

  #int(width: number, read: (at: number) => bigint): Step {
    const at = this.#take(width);
    return at === null ? this.#refused('UnpicklingError') : this.#push({ kind: 'int', value: read(at) });
  }

  /** A number after the opcode; `error`: what Python has against it. */
  #number(width: 1 | 8, error: (value: number) => PickleError | null): Step {
    const value = this.#length(width);
    if (value === null) return this.#refused('UnpicklingError');
    return this.#after(error(value));
  }

  #contents(width: 1 | 4 | 8, take: (bytes: Uint8Array) => Step): Step {
    const length = this.#length(width);
    const at = length === null ? null : this.#take(length);
    if (length === null || at === null) return this.#refused('UnpicklingError');
    return take(this.#bytes.subarray(at, at + length));
  }

  #length(width: 1 | 4 | 8): number | null {
    const at = this.#take(width);
    if (at === null) return null;
    if (width === 1) return this.#view.getUint8(at);
    return width === 4 ? this.#view.getUint32(at, true) : Number(this.#view.getBigUint64(at, true));
  }

  /** Where the next so many bytes begin; null: there are fewer. */
  #take(count: number): number | null {
    if (count > this.#bytes.length - this.#at) return null;
    const at = this.#at;
    this.#at += count;
    return at;
  }

  #after(outcome: PickleDone): Step {
    if (outcome === null) return 'on';
    if (outcome !== 'beyond') return this.#refused(outcome);
    return this.#beyond(`what ${opcodeName(this.#bytes[this.#opcodeAt] ?? 0)} does here`);
  }

  #refused(error: PickleError): PickleReading {
    return { kind: 'refused', error, at: this.#opcodeAt };
  }

  #beyond(what: string): PickleReading {
    return { kind: 'beyond', what, at: this.#opcodeAt };
  }
}

function utf8(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** Little end first, two's complement; no bytes are 0. */
function longOf(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes.toReversed()) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * bytes.length, value);
}

/** Python reads text with `surrogatepass`: UTF-8, in which a surrogate may stand as three bytes. */
function isPythonText(bytes: Uint8Array): boolean {
  if (isUtf8(bytes)) return true;
  const without = Buffer.from(bytes);
  for (let at = without.indexOf(0xed); at !== -1; at = without.indexOf(0xed, at + 1)) {
    const [second = 0, third = 0] = [without[at + 1], without[at + 2]];
    // Another character of the same length in its place.
    if (second >= 0xa0 && second <= 0xbf && third >= 0x80 && third <= 0xbf) without[at] = 0xee;
  }
  return isUtf8(without);
}
