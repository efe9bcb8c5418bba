/** `missing`: there is no such file. `unreadable`: it is there and cannot be read or run. `invalid`: it holds what it should not. */
export type ConfigErrorKind = 'missing' | 'unreadable' | 'invalid';

/** The config file could not be used. The text begins with the file and, where it is known, `:line:column`. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly kind: ConfigErrorKind;

  constructor(kind: ConfigErrorKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
  }
}
