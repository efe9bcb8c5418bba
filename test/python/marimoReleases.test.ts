import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { NEWEST_MARIMO, prepareEnvironment, shippedMarimoSchema } from '../../src/kernels/index.js';
import { readSnapshot, writeSnapshot } from '../../src/schema/index.js';
import { pythonForTests } from './pythonForTests.js';
import { exporterOf, type Ended } from './runExporter.js';

const INSTALL_MS = 600_000;

describe('export_schema.py marimo', () => {
  it.each([
    [
      '0.19.0',
      {
        control: 'to-kernel pickle CommandMessage',
        ui_element: 'to-kernel pickle UpdateUIElementCommand',
        completion: 'to-kernel pickle CodeCompletionCommand',
        // The kernel of this release pushes on its input socket, and so never reads any.
        input: 'from-kernel pickle str',
        stream: 'from-kernel json-in-pickle NotificationMessage',
      },
    ],
    [
      '0.23.3',
      {
        control: 'to-kernel msgpack CommandMessage',
        ui_element: 'to-kernel msgpack BatchableCommand',
        completion: 'to-kernel msgpack CodeCompletionCommand',
        input: 'to-kernel msgpack str',
        stream: 'from-kernel json-in-msgpack-bin NotificationMessage',
      },
    ],
  ])(
    'finds the channels of %s as that release has them',
    async (release, expected) => {
      const { python } = await prepareEnvironment({ kind: 'release', release }, () => undefined);
      const { channels, ...snapshot } = readSnapshot((await exporterOf(python, ['marimo'])).stdout);
      expect(snapshot.release).toBe(release);
      const found = channels.map(({ name, direction, envelope, python: place }) => {
        const [body] = envelope;
        return [name, `${direction} ${body?.codec} ${place?.split(':')[1] ?? body?.type.kind}`];
      });
      expect(Object.fromEntries(found)).toEqual(expected);
    },
    INSTALL_MS,
  );

  it.each([NEWEST_MARIMO, '0.19.0', '0.23.3'])(
    'writes the snapshot of %s that this project ships, to the letter',
    async (release) => {
      const { python } = await prepareEnvironment({ kind: 'release', release }, () => undefined);
      const { stdout } = await exporterOf(python, ['marimo']);
      const { python: version = '', msgspec = '' } = readSnapshot(stdout).made;
      const shipped = shippedMarimoSchema(release);
      expect(stdout).toBe(writeSnapshot(shipped, { ...shipped.made, python: version, msgspec }));
    },
    INSTALL_MS,
  );
});

/** A marimo that is none of those we know. */
const STRANGE = {
  '__init__.py': '__version__ = "99.0"',
  '_runtime/commands.py': 'CommandMessage = str',
  '_messaging/notification.py': 'NotificationMessage = str',
  '_ipc/queue_proxy.py': `
import pickle
class PushQueue:
    def __init__(self, socket):
        self.socket = socket
    def put(self, value):
        self.socket.send(pickle.dumps(value))
`,
  '_ipc/connection.py': `
from __future__ import annotations
class Connection:
    context: object
    control: Channel[CommandMessage]
    stream: Channel[KernelMessage]
    @classmethod
    def connect(cls, info):
        return cls(control=Channel.Pull(1), stream=Channel.Push(1))
`,
  '_ipc/types.py': 'class KernelArgs:\n    pass',
};

describe('export_schema.py on a marimo that nobody has seen', () => {
  let folder = '';

  function marimo(changed: Partial<Record<keyof typeof STRANGE, string | null>>): void {
    for (const [name, text] of Object.entries({ ...STRANGE, ...changed })) {
      const file = join(folder, 'marimo', name);
      mkdirSync(join(file, '..'), { recursive: true });
      if (text !== null) writeFileSync(file, text);
    }
  }
  async function exported(): Promise<Ended> {
    return exporterOf(await pythonForTests(), ['marimo'], { PYTHONPATH: folder });
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'marimo-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('takes what fits the ways of a known one', async () => {
    marimo({});
    const { release, channels } = readSnapshot((await exported()).stdout);
    expect(release).toBe('99.0');
    expect(channels.map(({ envelope }) => envelope[0]?.codec)).toEqual(['pickle', 'json-in-pickle']);
  });

  it.each<[why: string, changed: Partial<Record<keyof typeof STRANGE, string | null>>, said: string]>([
    [
      'whose frames are neither msgpack nor pickle',
      { '_ipc/queue_proxy.py': STRANGE['_ipc/queue_proxy.py'].replaceAll('pickle.dumps', 'repr') },
      `expected a str to be written as msgpack or pickle, got ["'x'"]`,
    ],
    [
      'that cannot write a frame at all',
      { '_ipc/queue_proxy.py': STRANGE['_ipc/queue_proxy.py'].replace('put(self, value)', 'put(self)') },
      'a frame could not be written: TypeError(',
    ],
    [
      'that does not say which way a channel goes',
      {
        '_ipc/connection.py': STRANGE['_ipc/connection.py'].replace('Channel.Pull(1)', 'Channel.Both(1)'),
      },
      'Connection.connect does not say whether control is pushed or pulled',
    ],
    [
      'whose channel carries a type from nowhere',
      { '_ipc/connection.py': STRANGE['_ipc/connection.py'].replaceAll('CommandMessage', 'NoMessage') },
      'the type NoMessage of a channel is not in marimo._runtime.commands',
    ],
    [
      'without a stream',
      { '_ipc/connection.py': STRANGE['_ipc/connection.py'].replaceAll('stream', 'river') },
      "expected the channels control and stream, got ['control', 'river']",
    ],
    ['without commands', { '_runtime/commands.py': null }, '0.19.0 and newer are known, this is 99.0'],
  ])('refuses one %s', async (_why, changed, said) => {
    marimo(changed);
    const ended = await exported();
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(said);
  });
});
