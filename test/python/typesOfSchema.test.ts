import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';

import { shippedMarimoReleases, shippedMarimoSchema } from '../../src/kernels/index.js';
import { readSnapshot, type RecordType, type Schema, type Type } from '../../src/schema/index.js';
import { snapshotFile } from '../kernels/snapshotFile.js';
import { describeWithPython } from '../kernels/withPython.js';
import { field, record, schemaOf, values } from '../skew/demo.js';
import { pythonForTests } from './pythonForTests.js';
import { exporterOf } from './runExporter.js';

interface Told {
  readonly bodies: readonly Type[];
  readonly types: Readonly<Record<string, RecordType>>;
}

describeWithPython('types_of_schema.py', () => {
  let python = '';

  beforeAll(async () => {
    python = await pythonForTests();
  });

  const rebuilt = (schema: Schema): Told => {
    const file = snapshotFile(schema);
    const told: Told = JSON.parse(
      execFileSync(python, [join(import.meta.dirname, 'rebuilt.py'), file], {
        env: { PYTHONDONTWRITEBYTECODE: '1' },
        encoding: 'utf8',
        maxBuffer: 2 ** 24,
      }),
    );
    return told;
  };

  const expectRebuilt = (schema: Schema): void => {
    const bodies = schema.channels.flatMap(({ envelope }) => envelope.map(({ type }) => type));
    expect(decodable(rebuilt(schema))).toEqual(decodable({ bodies, types: schema.types }));
  };

  it('makes types of which the exporter says the same: those of every kind', async () => {
    const options = ['--channel=control=to-kernel:msgpack:kinds:Message', '--startup=kinds:Arguments'];
    const ended = await exporterOf(python, ['--protocol=kinds', ...options]);
    expectRebuilt(readSnapshot(ended.stdout));
  });

  it('tells apart enumerations of one name', () => {
    const fields = ['red', 'blue'].map((colour) => field(colour, values('enum', colour)));
    expectRebuilt(schemaOf([record('Colours', fields)]));
  });

  it('makes types of which the exporter says the same: those of every marimo that ships', () => {
    const schemas = shippedMarimoReleases().map(shippedMarimoSchema);
    expect(schemas.length).toBeGreaterThan(10);
    for (const schema of schemas) expectRebuilt(schema);
  });
});

/** Without what types made of data do not have: attributes, code, and how a default came to be. */
function decodable(told: Told): unknown {
  return JSON.parse(JSON.stringify(told), (key, value: unknown) => {
    if (key === 'attribute' || key === 'postInit' || key === 'open' || key === 'python' || key === 'repr')
      return undefined;
    if (typeof value !== 'object' || value === null || !('kind' in value)) return value;
    if (value.kind === 'custom') return { kind: 'custom' };
    return value.kind === 'factory' && 'fixed' in value && value.fixed === false
      ? { kind: 'factory' }
      : value;
  });
}
