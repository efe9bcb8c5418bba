import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll } from 'vitest';

import { CHANNELS_TO_KERNEL } from '../../src/kernels/index.js';
import {
  writeSnapshot,
  type Codec,
  type RecordType,
  type Schema,
  type Type,
} from '../../src/schema/index.js';

/** What the frames of a channel to a kernel are. */
export interface Heard {
  readonly name: string;
  readonly type: Type;
  readonly codec?: Codec;
}

/** A schema of channels to a kernel; msgpack, where nothing else is said. */
export function schemaHeard(records: readonly RecordType[], channels: readonly Heard[]): Schema {
  return {
    protocol: 'heard',
    release: '1',
    channels: channels.map(({ name, type, codec = 'msgpack' }) => ({
      name,
      direction: 'to-kernel',
      envelope: [{ role: 'body', codec, type }],
      python: null,
    })),
    startup: null,
    types: Object.fromEntries(records.map((record) => [record.name, record])),
  };
}

/** A type of a schema, and the codec of its frames. */
export interface Read {
  readonly schema: Schema;
  readonly type: Type;
  readonly codec: Codec;
}

/** One schema that has the types of up to four, each on a channel of its own, in the order of the contract. */
export function sideBySide(reads: readonly Read[]): Schema {
  const own = reads.map(({ schema, type, codec }, index) => {
    const prefix = `read ${index}: `;
    return { records: Object.values(renamed(schema.types, prefix)), type: renamed(type, prefix), codec };
  });
  return schemaHeard(
    own.flatMap(({ records }) => records),
    own.map(({ type, codec }, index) => ({ name: CHANNELS_TO_KERNEL[index] ?? '', type, codec })),
  );
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Writes a schema as the file of a snapshot, in a folder of its own that is gone after the tests of a file. */
export function snapshotFile(schema: Schema): string {
  const folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
  folders.push(folder);
  const file = join(folder, 'schema.json');
  writeFileSync(file, writeSnapshot(schema, {}));
  return file;
}

/** Data with other names for the records it holds and refers to. */
function renamed<Data>(data: Data, prefix: string): Data {
  return JSON.parse(JSON.stringify(data), (_key, value: unknown) =>
    isNamed(value) ? { ...value, name: prefix + value.name } : value,
  );
}

function isNamed(value: unknown): value is { readonly name: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'ref' || value.kind === 'record')
  );
}
