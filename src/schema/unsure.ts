/** What a description of types leaves open: what was taken, and what it may be in truth. */
export const UNSURE = {
  attribute: 'the name of a field in the code, taken to be its name on the wire',
  flavour:
    'how a record is written in the code, taken to be a struct that runs no code of its own and writes its defaults as JSON has them',
  order: 'the order of the fields of a record and of the members of a union, taken from the document',
  omitDefaults: 'whether defaults are left out when a record is written, taken to be written',
  hashable: 'whether a record may be a key or the element of a set, taken to be not',
  text: 'a string without a format, taken to be a str: naive times and classes with hooks are written so as well',
  integer: 'an integer, taken to be an int that is never written as 1.0',
  number: 'a number, taken to be a float: it may be an int, and it may be written as one',
  bytes: 'a string in base64, taken to be bytes: as text in JSON, but in msgpack they are bytes or text',
  zone: 'a date with a time, or a time, taken to be with or without a zone',
  format: 'a string of a format that is not known, taken to be a str',
  enumeration:
    'a list of values, taken to be closed and in this order; an enumeration if it has a name, else a literal',
  array: 'an array, taken to be a list, or a set where its items are unique: it may be a set or a tuple',
  layout: 'an array of given items, taken to be a tuple: it may be a record in array layout',
  keys: 'the keys of an object, taken to be str: in msgpack they may be of other kinds',
  object: 'an object of which nothing is said, taken to be a dict of anything: it may be a record',
  any: 'a type of which nothing is said, taken to be anything: it may be a class with a hook, raw or ext',
  tag: 'a tag that no discriminator names, taken to be one only where it tells the members of a union apart',
  absent: 'what a field is when it is left out and no default is given, taken to be absent (UNSET)',
  default: 'how a default is made, taken to be the value as JSON has it',
  recursion: 'a type without fields that contains itself, taken to be anything there',
  union: 'a union that a typed decoder could not tell apart, taken to be wider than it is',
  keyword: 'a keyword that is not understood, and so a restriction that is missing',
} as const;

/** One thing that is not known; a key of {@link UNSURE}. */
export type UnsureAbout = keyof typeof UNSURE;

/** Where in a snapshot something is not known. */
export interface Unsure {
  /** A place in the snapshot, `$.types.Ping.fields[0].type`: there and below; `$.types` is everywhere. */
  readonly path: string;
  readonly about: UnsureAbout;
}

/** What no JSON Schema ever says, of any type. */
export const UNSURE_EVERYWHERE: readonly UnsureAbout[] = [
  'attribute',
  'flavour',
  'order',
  'omitDefaults',
  'hashable',
  'text',
  'integer',
];

/** Whether this text is one of {@link UnsureAbout}. */
export function isUnsureAbout(text: string): text is UnsureAbout {
  return Object.hasOwn(UNSURE, text);
}
