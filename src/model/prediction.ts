import type { WireValue } from '../wire/index.js';

/** The class of the error, by the decoder's own name. */
export type RefusalKind =
  | 'DecodeError'
  | 'ValidationError'
  | 'UnicodeDecodeError'
  | 'TypeError'
  | 'ValueError'
  | 'OverflowError'
  | 'RecursionError'
  /** Of `pickle.loads`, as are TypeError, ValueError and UnicodeDecodeError too. */
  | 'UnpicklingError'
  | 'EOFError'
  | 'AttributeError';

/** An error that the decoder raises. */
export interface Refusal {
  readonly kind: RefusalKind;
  /** As raised; null where the text is Python's own and changes with its version. */
  readonly message: string | null;
  /** As msgspec writes it, without backticks: `$.cellIds[0]`, `key in $.codes`; null at the root or without a path. */
  readonly path: string | null;
}

/** What a typed decoder does with given bytes. */
export type Prediction =
  /**
   * `value` is what comes back when the decoded object is encoded again as msgpack, whatever it was decoded from; its
   * bytes may be views of the input. From JSON it may hold what msgpack cannot: integers of any size, and raw values
   * that are JSON.
   * `fresh` holds the paths of fields that were left out and whose default is made anew each time: any valid value
   * may stand there.
   */
  | { readonly kind: 'value'; readonly value: WireValue; readonly fresh: readonly string[] }
  | { readonly kind: 'refused'; readonly error: Refusal }
  /** Only Python can know, and no error comes before the point where that is so. */
  | { readonly kind: 'ask'; readonly because: string };

/** Why the model asks when it ended for no reason that it knows: a defect of its own. */
export const NO_REASON = 'decoding ended without a reason';
