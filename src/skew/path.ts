/** The schema as a whole. */
export interface SchemaPath {
  readonly kind: 'schema';
}

/** A record, by its name. */
export interface RecordPath {
  readonly kind: 'record';
  readonly record: string;
}

/** A field of a record, by its name on the wire. */
export interface FieldPath {
  readonly kind: 'field';
  readonly record: string;
  readonly field: string;
}

/** A channel, by its name. */
export interface ChannelPath {
  readonly kind: 'channel';
  readonly channel: string;
}

/** One frame of a channel's envelope, counted from 0. */
export interface FramePath {
  readonly kind: 'frame';
  readonly channel: string;
  readonly index: number;
}

/** The document that a kernel reads when it starts. */
export interface StartupPath {
  readonly kind: 'startup';
}

/** One step into a type: to the items of a collection, the keys or values of a dict, one element of a tuple, one member of a union. */
export type Step =
  | { readonly kind: 'item' | 'key' | 'value' }
  | { readonly kind: 'element' | 'member'; readonly index: number };

/** A type, and how deep inside it: no steps, the whole type of the field or frame. */
export interface TypePath {
  readonly kind: 'type';
  readonly of: FieldPath | FramePath | StartupPath;
  readonly steps: readonly Step[];
}

/** Where in a schema something is changed. Names are those that hold when the op's turn comes. */
export type Path = SchemaPath | RecordPath | FieldPath | ChannelPath | FramePath | StartupPath | TypePath;
