/** What is wrong with a snapshot. */
export type SchemaErrorKind =
  /** The text is no JSON document. */
  | 'not-json'
  /** Longer than a snapshot has any reason to be. */
  | 'too-large'
  /** Types nested deeper than any decoder follows. */
  | 'too-deep'
  /** JSON, but no snapshot of ours. */
  | 'wrong-format'
  /** A snapshot of a version that this program does not know. */
  | 'wrong-version'
  /** A delta without the snapshot that it stands on. */
  | 'no-base'
  /** A value that is missing, unknown, or not of the expected shape. */
  | 'malformed'
  /** A reference to a type that the snapshot does not hold. */
  | 'dangling-ref'
  /** The contents do not match the fingerprint. */
  | 'wrong-fingerprint';

/** A snapshot cannot be read. The message says where, what was expected, what came and what to do. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
  readonly kind: SchemaErrorKind;
  /** Where in the document: `$.types.Ping.fields[0].type`. */
  readonly path: string;

  constructor(kind: SchemaErrorKind, path: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.path = path;
  }
}
