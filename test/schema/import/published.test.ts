import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { expect, it } from 'vitest';

import { newestMarimoSchema } from '../../../src/kernels/index.js';
import {
  bodyOf,
  channelNamed,
  importSchema,
  membersOf,
  type ImportRequest,
  type Snapshot,
} from '../../../src/schema/index.js';
import { describeWithPython } from '../../kernels/withPython.js';
import { pythonForTests } from '../../python/pythonForTests.js';
import { disagreements } from './disagreements.js';

const PUBLISHED = fileURLToPath(new URL('published.py', import.meta.url));
const run = promisify(execFile);

async function published(name: string): Promise<string> {
  const { stdout } = await run(await pythonForTests(), [PUBLISHED, name], { maxBuffer: 2 ** 26 });
  return stdout;
}

function request(command: string, notification: string): ImportRequest {
  return {
    protocol: 'marimo',
    release: '0.25.2',
    channels: [
      { name: 'control', direction: 'to-kernel', codec: 'msgpack', type: command },
      { name: 'stream', direction: 'from-kernel', codec: 'json-in-msgpack-bin', type: notification },
    ],
  };
}

/** How many kinds of messages a channel carries. */
function kinds(
  schema: Pick<Snapshot, 'channels' | 'protocol' | 'release' | 'types' | 'startup'>,
  channel: string,
): number {
  return membersOf(bodyOf(channelNamed(schema, channel)).type).length;
}

describeWithPython('what marimo publishes of its messages', () => {
  const exported = newestMarimoSchema();

  it('as OpenAPI, differs from its types in nothing but what the importer says it cannot know', async () => {
    const imported = importSchema(
      await published('openapi'),
      request('ClientCommand', 'NotificationMessage'),
    );
    expect(disagreements(imported, exported)).toEqual({
      unsure: {
        absent: 7,
        array: 17,
        attribute: 45,
        enumeration: 24,
        flavour: 16,
        hashable: 23,
        order: 79,
        tag: 1,
      },
      untold: [],
    });
    // Of the commands, those that a client sends are published.
    expect([kinds(imported, 'control'), kinds(exported, 'control')]).toEqual([16, 31]);
    expect([kinds(imported, 'stream'), kinds(exported, 'stream')]).toEqual([44, 44]);
  });

  it('as JSON Schema of all its types, likewise', async () => {
    const imported = importSchema(await published('components'), {
      ...request('Command', 'Notification'),
      startup: 'Start',
    });
    expect(disagreements(imported, exported)).toEqual({
      unsure: {
        absent: 9,
        array: 19,
        attribute: 61,
        enumeration: 38,
        flavour: 49,
        hashable: 23,
        order: 21,
        tag: 2,
      },
      untold: [],
    });
    expect(Object.keys(imported.types).length).toBe(Object.keys(exported.types).length);
  });

  it('in the file of its notifications, is behind its types', async () => {
    const text = await published('notifications');
    const document: { components: { schemas: Record<string, unknown> } } = JSON.parse(text);
    const names = Object.keys(document.components.schemas).filter((name) => name.endsWith('Notification'));
    const imported = importSchema(text, {
      protocol: 'marimo',
      channels: names.map((type) => ({ name: type, direction: 'from-kernel', codec: 'json', type })),
    });
    const { unsure, untold } = disagreements(imported, exported);
    expect(unsure).toEqual({
      absent: 3,
      array: 14,
      attribute: 3,
      enumeration: 17,
      flavour: 13,
      hashable: 14,
      order: 57,
      tag: 35,
    });
    // Fields that are missing there, a default that is gone, a literal that has more values by now.
    expect(untold.map((line) => line.split(/[ :]/u, 1)[0])).toEqual([
      '$.types.CellNotification',
      '$.types.CellNotification.fields[5].default',
      '$.types.CompletedRunNotification',
      '$.types.DataTableColumn.fields[3].type',
      '$.types.Database',
      '$.types.InterruptedNotification',
      '$.types.KernelReadyNotification',
      '$.types.SQLDatabaseMetadata',
      '$.types.SQLMetadata',
      '$.types.Schema',
    ]);
  });
});
