import type { Schema } from '../../schema/index.js';
import type { WireValue } from '../value.js';
import { fromPickled } from './fromPickled.js';
import { pickleClasses } from './pickleClasses.js';
import type { PickleError } from './pickleStack.js';
import { readPickle } from './readPickle.js';
import { toPickled } from './toPickled.js';
import { writePickle, type PickleForm } from './writePickle.js';

/** A message as a host with this schema pickles it, see `toPickled`. */
export function pickled(schema: Schema, message: WireValue, form?: PickleForm): Uint8Array {
  return writePickle(toPickled(schema, message), form);
}

/** What a kernel makes of a frame with `pickle.loads`. */
export type Unpickled =
  /**
   * It has this message, whatever the types say: a pickle is not checked. `end`: what follows there is ignored.
   * `isObject`: it is of a class; a dict is none, though it says the same.
   */
  | { readonly kind: 'value'; readonly value: WireValue; readonly end: number; readonly isObject: boolean }
  | { readonly kind: 'refused'; readonly error: PickleError; readonly at: number }
  /** Something that is not of the closed list of opcodes and classes. */
  | { readonly kind: 'beyond'; readonly what: string; readonly at: number };

/** What a kernel with this schema makes of a frame. Never throws; nothing is ever called or made. */
export function unpickled(schema: Schema, frame: Uint8Array): Unpickled {
  const reading = readPickle(frame, pickleClasses(schema).known);
  if (reading.kind !== 'value') return reading;
  const { value, end } = reading;
  const isObject = value.kind === 'call' || value.kind === 'object';
  return { kind: 'value', value: fromPickled(schema, value), end, isObject };
}
