import type { WireOf } from '../value.js';

/**
 * What a pickle says, as far as a host of marimo writes it: plain values and objects of classes. Nothing in here is
 * ever called or made.
 */
export type Pickled =
  | WireOf<'nil'>
  | WireOf<'bool'>
  /** Of any size. */
  | WireOf<'int'>
  | WireOf<'float'>
  | WireOf<'str'>
  | WireOf<'bin'>
  /** Lists and dicts are filled after they were begun. */
  | { readonly kind: 'list'; readonly items: Pickled[] }
  | { readonly kind: 'tuple'; readonly items: readonly Pickled[] }
  | { readonly kind: 'dict'; readonly entries: PickledEntry[] }
  /** A class called with arguments by position (REDUCE): how a `msgspec.Struct` is pickled. */
  | { readonly kind: 'call'; readonly of: ClassName; readonly args: readonly Pickled[] }
  /** An object made without a call and given its attributes (NEWOBJ, BUILD): how a dataclass is pickled. */
  | { readonly kind: 'object'; readonly of: ClassName; readonly state: readonly PickledEntry[] };

export type PickledEntry = readonly [key: Pickled, value: Pickled];

/** Where Python finds a class. */
export interface ClassName {
  readonly module: string;
  readonly name: string;
}
