/** A schema that cannot be decoded by: it is not what a reader of snapshots lets through. */
export class ModelError extends Error {
  readonly kind = 'bad-schema';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ModelError';
  }
}
