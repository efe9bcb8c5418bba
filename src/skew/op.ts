import type {
  Bounds,
  Channel,
  Codec,
  Default,
  Field,
  Frame,
  Lengths,
  Literal,
  RecordType,
  Tag,
  Type,
} from '../schema/index.js';
import type {
  ChannelPath,
  FieldPath,
  FramePath,
  RecordPath,
  SchemaPath,
  StartupPath,
  TypePath,
} from './path.js';

/** The limits of a type: those of its value, its length, its text. */
export type Constraints = Bounds & Lengths & { readonly pattern?: string };

/** From what to what. What is found must be `from`, else the op does not fit. */
interface Turn<P, V> {
  readonly path: P;
  readonly from: V;
  readonly to: V;
}

/** One thing in a list, put in or taken out at this place (from 0). */
type Listed<P, V> = { readonly path: P; readonly index: number } & Readonly<V>;

/** Another order of a list: at place `i` stands what stood at place `order[i]`. */
interface Order<P> {
  readonly path: P;
  readonly order: readonly number[];
}

/** The data of each kind of op. */
interface Ops {
  'protocol-renamed': Turn<SchemaPath, string>;
  'release-changed': Turn<SchemaPath, string>;
  'record-added': { readonly path: RecordPath; readonly record: RecordType };
  'record-removed': { readonly path: RecordPath };
  /** The class has another name; references follow. */
  'record-renamed': { readonly path: RecordPath; readonly to: string };
  /** The last resort: two records that share a name and nothing else. */
  'record-replaced': { readonly path: RecordPath; readonly record: RecordType };

  'field-added': Listed<RecordPath, { field: Field }>;
  'field-removed': { readonly path: FieldPath; readonly field: Field };
  /** Another name on the wire; `path` has the old one. */
  'field-renamed': { readonly path: FieldPath; readonly to: string };
  'attribute-renamed': Turn<FieldPath, string>;
  'made-required': { readonly path: FieldPath; readonly from: Default };
  'made-optional': { readonly path: FieldPath; readonly to: Default };
  'default-changed': Turn<FieldPath, Default>;
  'fields-reordered': Order<RecordPath>;
  /** Behind the last field of a record in array layout. */
  'array-field-appended': { readonly path: RecordPath; readonly field: Field };
  /** In front of another field. */
  'array-field-inserted': Listed<RecordPath, { field: Field }>;
  /** The last one. */
  'array-field-dropped': { readonly path: FieldPath; readonly field: Field };
  /** Not the last one, so that others move. */
  'array-field-removed': { readonly path: FieldPath; readonly field: Field };
  'array-fields-reordered': Order<RecordPath>;

  'record-tagged': { readonly path: RecordPath; readonly tag: Tag };
  'record-untagged': { readonly path: RecordPath; readonly tag: Tag };
  'record-retagged': Turn<RecordPath, Tag['value']>;
  /** The tag was text and is an integer, or the other way round. */
  'tag-retyped': Turn<RecordPath, Tag['value']>;
  'tag-field-renamed': Turn<RecordPath, string>;
  /** From a field to the first item, to a frame of its own, or back. */
  'tag-moved': Turn<RecordPath, Tag['at']>;

  'layout-changed': Turn<RecordPath, RecordType['layout']>;
  'flavour-changed': Turn<RecordPath, RecordType['flavour']>;
  'unknown-fields-refused': { readonly path: RecordPath };
  'unknown-fields-ignored': { readonly path: RecordPath };
  'omit-defaults-changed': { readonly path: RecordPath; readonly to: boolean };
  'hashable-changed': { readonly path: RecordPath; readonly to: boolean };
  'post-init-changed': { readonly path: RecordPath; readonly to: boolean };
  /** Null: written in the order of the fields. */
  'write-order-changed': Turn<RecordPath, readonly string[] | null>;

  /** What the old one writes the new one reads, and not the other way round. */
  'type-widened': Turn<TypePath, Type>;
  /** What the new one writes the old one reads, and not the other way round. */
  'type-narrowed': Turn<TypePath, Type>;
  /** Neither reads the other's, or each the other's. */
  'type-changed': Turn<TypePath, Type>;
  'constraints-tightened': Turn<TypePath, Constraints>;
  'constraints-loosened': Turn<TypePath, Constraints>;
  /** Partly tighter and partly looser, or not comparable (two patterns). */
  'constraints-changed': Turn<TypePath, Constraints>;
  /** Of an enumeration or a literal. */
  'value-added': Listed<TypePath, { value: Literal }>;
  'value-removed': Listed<TypePath, { value: Literal }>;
  'values-reordered': Order<TypePath>;
  'enum-renamed': Turn<TypePath, string>;
  'enum-opened': { readonly path: TypePath };
  'enum-closed': { readonly path: TypePath };
  /** `T` became `T | None`. The index is that among the members. */
  'nil-added': Listed<TypePath, object>;
  'nil-removed': Listed<TypePath, object>;
  /** A type that is no union counts as a union of one. */
  'member-added': Listed<TypePath, { member: Type }>;
  'member-removed': Listed<TypePath, { member: Type }>;
  /** A kind of message: a tagged record among the members. */
  'union-tag-added': Listed<TypePath, { record: string; tag: Tag['value'] }>;
  'union-tag-removed': Listed<TypePath, { record: string; tag: Tag['value'] }>;
  'members-reordered': Order<TypePath>;
  /** Of a tuple of fixed length. */
  'element-added': Listed<TypePath, { element: Type }>;
  'element-removed': Listed<TypePath, { element: Type }>;

  'channel-added': { readonly path: ChannelPath; readonly index: number; readonly channel: Channel };
  'channel-removed': { readonly path: ChannelPath };
  'channels-reordered': Order<SchemaPath>;
  'channel-turned': Turn<ChannelPath, Channel['direction']>;
  /** Python finds the type of the body elsewhere. */
  'channel-python-changed': Turn<ChannelPath, string | null>;
  'codec-changed': Turn<FramePath | StartupPath, Codec>;
  'frame-added': { readonly path: FramePath; readonly frame: Frame };
  'frame-removed': { readonly path: FramePath; readonly frame: Frame };
  'startup-added': { readonly path: StartupPath; readonly frame: Frame };
  'startup-removed': { readonly path: StartupPath; readonly frame: Frame };
}

/** The name of a change. */
export type SkewOpKind = keyof Ops;

/** One named change of a schema: plain JSON, with the place where it applies. */
export type SkewOp<K extends SkewOpKind = SkewOpKind> = {
  [P in K]: { readonly kind: P } & Ops[P];
}[K];

/** Something for every kind of op, which gets the op with its own data. */
export type PerKind<A extends readonly unknown[], R> = {
  readonly [K in SkewOpKind]: (op: SkewOp<K>, ...rest: A) => R;
};
