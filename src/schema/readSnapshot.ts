import { fingerprint } from './fingerprint.js';
import { isObject, Place } from './place.js';
import { readChannel, readFrame } from './readChannel.js';
import { wholeOf, type BaseNamed } from './readDelta.js';
import { readRecord } from './readRecord.js';
import { SchemaError } from './schemaError.js';
import type { Channel, RecordType, Snapshot } from './types.js';
import { isUnsureAbout, UNSURE, type Unsure } from './unsure.js';

/** Characters of a snapshot; that of a large real protocol has 150,000. */
const LENGTH_MAX = 16 * 1024 * 1024;
const MEMBERS = [
  'format',
  'version',
  'fingerprint',
  'protocol',
  'release',
  'made',
  'channels',
  'startup',
  'types',
] as const;

/**
 * Reads the text of a snapshot file, strictly: what it returns holds nothing that was not checked, every reference
 * leads somewhere, and the contents match the fingerprint.
 *
 * A file may hold a delta instead: what a release has otherwise than another one, its base, which `baseNamed` finds.
 *
 * @throws SchemaError with the place of the first thing that is wrong; and what `baseNamed` throws
 */
export function readSnapshot(text: string, baseNamed: BaseNamed = noBase): Snapshot {
  return readDocument(wholeDocument(parse(text), baseNamed), 'checked');
}

/**
 * The same of a document that was made here: strictly, but for its fingerprint where that is `made` of what was read.
 *
 * @throws SchemaError with the place of the first thing that is wrong
 */
export function readDocument(document: unknown, seal: 'checked' | 'made'): Snapshot {
  const root = new Place(document, namesOfTypes(document));
  checkFormat(root);
  const found = root.members(MEMBERS, ['unsure']);
  const snapshot: Snapshot = {
    format: 'skewfuzz-schema',
    version: 1,
    fingerprint: found.fingerprint.text(),
    protocol: found.protocol.text(),
    release: found.release.text(),
    made: Object.fromEntries(found.made.entries().map(([name, place]) => [name, place.text()])),
    channels: readChannels(found.channels),
    startup: found.startup.orNull(readFrame),
    types: Object.fromEntries(
      found.types.entries().map(([name, place]): [string, RecordType] => [name, readRecord(name, place)]),
    ),
    ...(found.unsure && { unsure: found.unsure.items(readUnsure) }),
  };
  const actual = fingerprint(snapshot);
  if (seal === 'made') return { ...snapshot, fingerprint: actual };
  if (actual !== snapshot.fingerprint) {
    found.fingerprint.refuse(`the fingerprint of these contents, ${actual}`, 'wrong-fingerprint');
  }
  return snapshot;
}

function parse(text: string): unknown {
  if (text.length > LENGTH_MAX) {
    throw new SchemaError(
      'too-large',
      '$',
      `The snapshot was not read: expected at most ${LENGTH_MAX} characters, got ${text.length}. ` +
        'Check that this is the right file.',
    );
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SchemaError(
      'not-json',
      '$',
      `The snapshot cannot be read: expected a JSON document, got ${JSON.stringify(text.slice(0, 40))}... ` +
        `(${text.length} characters, ${String(cause)}). Check that this is the right file and that it is whole.`,
      { cause },
    );
  }
}

function wholeDocument(document: unknown, baseNamed: BaseNamed): unknown {
  if (!isObject(document) || document['format'] !== 'skewfuzz-schema-delta') return document;
  const delta = new Place(document, new Set());
  checkVersion(delta);
  return wholeOf(delta, baseNamed);
}

function noBase(protocol: string, release: string): never {
  throw new SchemaError(
    'no-base',
    '$.base',
    `The snapshot was read: expected a whole one, got what a release has otherwise than ${protocol} ${release}. ` +
      'Give the snapshot of that release with it, or export this one again as a whole.',
  );
}

function namesOfTypes(document: unknown): ReadonlySet<string> {
  const types = isObject(document) ? document['types'] : null;
  return new Set(isObject(types) ? Object.keys(types) : []);
}

/** Checked first, so that a snapshot of another version is called that, and not a snapshot with odd members. */
function checkFormat(root: Place): void {
  const format = root.member('format');
  if (format.value !== 'skewfuzz-schema') format.refuse('"skewfuzz-schema"', 'wrong-format');
  checkVersion(root);
}

function checkVersion(root: Place): void {
  const version = root.member('version');
  if (version.value !== 1) version.refuse('version 1', 'wrong-version');
}

function readUnsure(place: Place): Unsure {
  const { path, about } = place.members(['path', 'about']);
  const name = about.text();
  return isUnsureAbout(name)
    ? { path: path.text(), about: name }
    : about.refuse(`one of ${Object.keys(UNSURE).join(', ')}`);
}

function readChannels(place: Place): readonly Channel[] {
  const channels = place.someItems(readChannel);
  const names = new Set(channels.map((channel) => channel.name));
  return names.size === channels.length ? channels : place.refuse('channels with names of their own');
}
