import { createHash } from 'node:crypto';

import {
  canonicalJson,
  importSchema,
  readSnapshot,
  SchemaError,
  writeDelta,
  writeSnapshot,
  type Snapshot,
} from '../../src/schema/index.js';
import type { Draw } from '../draw.js';
import { jsonLanguage } from '../jsonLanguage.js';
import type { Parser } from '../parser.js';

const REQUEST = {
  protocol: 'p',
  channels: [{ name: 'control', direction: 'to-kernel', codec: 'msgpack', type: '#' }],
} as const;

const OPENAPI = `{"openapi":"3.1.0","info":{"version":"1"},"oneOf":[{"$ref":"#/components/schemas/A"},{"$ref":"#/components/schemas/B"}],
  "discriminator":{"propertyName":"type","mapping":{"a":"#/components/schemas/A","b":"#/components/schemas/B"}},
  "components":{"schemas":{
    "A":{"type":"object","properties":{"type":{"const":"a"},"n":{"type":"integer","minimum":0,"default":3},"s":{"type":"string","maxLength":9,"pattern":"^a"},
      "l":{"type":"array","items":{"$ref":"#/components/schemas/C"}},"d":{"type":"object","additionalProperties":{"type":"number"}}},"required":["type"]},
    "B":{"allOf":[{"$ref":"#/components/schemas/C"},{"properties":{"type":{"const":"b"},"when":{"type":"string","format":"date-time"},"any":{}},"required":["type","any"]}]},
    "C":{"properties":{"id":{"type":["string","null"],"format":"uuid"},"e":{"enum":["x","y"]},"t":{"prefixItems":[{"type":"integer"},{}],"minItems":2,"maxItems":2}},
      "additionalProperties":false}}}}`;
const PLAIN = `{"$schema":"x","type":"object","properties":{"a":{"anyOf":[{"type":"integer"},{"type":"string"},{"enum":[1,2]}]},"b":{"$ref":"#/$defs/A"}},
  "$defs":{"A":{"type":"object","properties":{"x":{"$ref":"#/$defs/A"},"y":{"default":[1,{"z":2}]}}}}}`;

const whole = importSchema(OPENAPI, REQUEST);
const base: Snapshot = importSchema(PLAIN, { ...REQUEST, release: 'base' });
const text = (snapshot: Snapshot): string => writeSnapshot(snapshot, snapshot.made, snapshot.unsure);

/** The loader of snapshots, whole ones and deltas. */
export const snapshot: Parser = {
  name: 'snapshot',
  read: (input) => {
    readSnapshot(Buffer.from(input).toString('utf8'), () => base);
    return true;
  },
  isOwn: (error) => error instanceof SchemaError,
  law: (input) => {
    const written = text(readSnapshot(Buffer.from(input).toString('utf8'), () => base));
    return text(readSnapshot(written)) === written ? null : 'written and read again, it is another schema';
  },
  language: jsonLanguage([text(whole), text(base), writeDelta(whole, base)], sealed),
};

/** With the fingerprint that the contents have, so that a hostile one is read to its end. */
function sealed(source: string): string {
  try {
    const document: unknown = JSON.parse(source);
    if (typeof document !== 'object' || document === null) return source;
    const { channels, startup, types } = { channels: null, startup: null, types: null, ...document };
    const sum = createHash('sha256')
      .update(canonicalJson({ channels, startup, types }), 'utf8')
      .digest('hex');
    return JSON.stringify({ ...document, fingerprint: sum });
  } catch {
    return source;
  }
}

function numbered(size: number, entry: (at: number) => string): string {
  const entries: string[] = [];
  for (let [at, length] = [0, 0]; ; at += 1) {
    const next = entry(at);
    length += next.length + 1;
    if (length > size) return entries.join(',');
    entries.push(next);
  }
}

/** Many records, and a union of all of them. */
function manyRecords(draw: Draw, size: number): string {
  const body = draw.pick([
    (at: number) => `{"properties":{"k":{"const":${at}}},"required":["k"]}`,
    (at: number) => `{"properties":{"k${at}":{}}}`,
    (at: number) => `{"$ref":"#/d/r${at + 1}"}`,
    (at: number) => `{"allOf":[{"$ref":"#/d/r${at + 1}"}],"properties":{"p${at}":{}}}`,
    (at: number) => `{"enum":["v${at}"]}`,
    (at: number) => `{"type":"array","items":{"$ref":"#/d/r${at + 1}"}}`,
    (at: number) => `{"type":"array","prefixItems":[{"$ref":"#/d/r${at + 1}"},{"$ref":"#/d/r${at + 1}"}]}`,
    (at: number) => `{"anyOf":[{"$ref":"#/d/r${at + 1}"},{"$ref":"#/d/r${at + 2}"}]}`,
  ]);
  const records = numbered(size * 0.7, (at) => `"r${at}":${body(at)}`);
  const parts = numbered(size * 0.25, (at) => `{"$ref":"#/d/r${at}"}`);
  return `{"${draw.pick(['anyOf', 'oneOf', 'allOf'])}":[${parts}],"d":{${records}}}`;
}

/** Many places of one record. */
function manyFields(draw: Draw, size: number): string {
  const body = draw.pick([
    '{"type":"string","format":"date-time"}',
    '{"anyOf":[{"type":"integer"},{"type":"string"}]}',
    '{"default":[[]]}',
    '{"$ref":"#"}',
    '{"enum":[1]}',
    '{}',
  ]);
  const fields = numbered(size * 0.8, (at) => `"p${at}":${body}`);
  const required = numbered(size * 0.15, (at) => `"p${at}"`);
  return `{"properties":{${fields}},"required":[${required}]}`;
}

/** Two records with many fields, told apart by the last of them. */
function wideRecords(_draw: Draw, size: number): string {
  const half = numbered(size * 0.3, (at) => `"p${at}":{"const":1}`);
  const few = numbered(size * 0.2, (at) => `{"properties":{"p${at}":{"const":2}}}`);
  return `{"anyOf":[{"properties":{${half}}},${few}]}`;
}

/** The reader of JSON Schema and OpenAPI. */
export const importedSchema: Parser = {
  name: 'json-schema',
  read: (input) => {
    importSchema(Buffer.from(input).toString('utf8'), REQUEST);
    return true;
  },
  isOwn: (error) => error instanceof SchemaError,
  law: () => null,
  language: jsonLanguage([OPENAPI, PLAIN], undefined, [manyRecords, manyFields, wideRecords]),
};
