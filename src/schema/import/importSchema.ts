import { isObject } from '../place.js';
import { readDocument } from '../readSnapshot.js';
import type { Channel, Codec, Frame, RecordType, Snapshot } from '../types.js';
import { UNSURE_EVERYWHERE } from '../unsure.js';
import { SchemaDocument } from './schemaDocument.js';
import { TypeImporter } from './typeImporter.js';

/** What a document of types does not say: which of them travel where, and how. */
export interface ImportRequest {
  readonly protocol: string;
  /** The version of the types; that of the document when left out. */
  readonly release?: string;
  /** `type`: the name of a schema of the document, or a reference into it: `#` is the document itself. */
  readonly channels: readonly (Pick<Channel, 'name' | 'direction'> & {
    readonly codec: Codec;
    readonly type: string;
  })[];
  /** The type of the JSON document that a kernel reads when it starts. */
  readonly startup?: string;
}

/**
 * Makes a snapshot of the types that a JSON Schema (2020-12 and before) or an OpenAPI description (3.0, 3.1) has, as JSON
 * text. A discriminator makes the records of a union tagged ones. Such a document does not say all that a snapshot does:
 * what it leaves open is listed in `unsure`, each with its place, and was taken as `UNSURE` tells.
 *
 * @throws SchemaError `not-json`, `too-large`, `wrong-format`; `dangling-ref` for a type that is not there; `malformed`;
 *   the path is then a place in the document
 */
export function importSchema(text: string, request: ImportRequest): Snapshot {
  const document = new SchemaDocument(text);
  const importer = new TypeImporter(document);
  const frame = (type: string, codec: Codec, path: string): Frame => ({
    role: 'body',
    codec,
    type: importer.typeAt(document.pointerTo(type), path),
  });
  const channels = request.channels.map(({ name, direction, codec, type }, index): Channel => ({
    name,
    direction,
    envelope: [frame(type, codec, `$.channels[${index}].envelope[0].type`)],
    python: null,
  }));
  const startup = request.startup === undefined ? null : frame(request.startup, 'json', '$.startup.type');
  importer.finish();
  const names = [...importer.records.keys()].toSorted();
  const types = Object.fromEntries(
    names.flatMap((name): [string, RecordType][] => {
      const record = importer.records.get(name);
      return record === undefined ? [] : [[name, record]];
    }),
  );
  const everywhere = UNSURE_EVERYWHERE.map((about) => ({ path: '$.types', about }));
  const { release, made } = headOf(document);
  // Read as any other, so that what comes of a strange document is sound, or refused.
  const snapshot = {
    format: 'skewfuzz-schema',
    version: 1,
    fingerprint: '',
    protocol: request.protocol,
    release: request.release ?? release,
    channels,
    made,
    startup,
    types,
    unsure: [...everywhere, ...importer.unsure],
  };
  return readDocument(snapshot, 'made');
}

function headOf({ root }: SchemaDocument): Pick<Snapshot, 'release' | 'made'> {
  const { openapi, info, $schema } = root;
  const version = isObject(info) ? info['version'] : undefined;
  const made: Readonly<Record<string, string>> =
    typeof openapi === 'string'
      ? { openapi }
      : { 'json-schema': typeof $schema === 'string' ? $schema : 'unknown' };
  return { release: typeof version === 'string' ? version : 'unknown', made };
}
