import { channelsTo, type Schema } from '../../schema/index.js';
import { readStreamFrame, text } from '../../wire/index.js';
import type { Probe } from '../kernel.js';
import { call, completeNothing, inputText, listTables, touchNothing } from './commands.js';
import { spoken } from './spoken.js';
import { textInJson } from './textIn.js';

/**
 * Probes for every channel to the kernel (up to 0.19.6 `input` leads the other way); `control` comes last, so that its answer also says that nothing of the others is
 * still on its way there.
 *
 * The input probe is a conversation. The kernel keeps one text that nobody reads, so the probe's own must not come
 * before somebody does; and reading must not begin before the kernel had time to take what the case sent, else it
 * would now and then save a kernel that is about to go deaf.
 */
export function marimoProbes(nonce: number, schema: Schema): readonly Probe[] {
  const channels = new Set(channelsTo(schema, 'to-kernel').map(({ name }) => name));
  return probesInMsgpack(nonce)
    .filter(({ channel }) => channels.has(channel))
    .map(({ channel, frames }) => ({ channel, frames: frames.map((frame) => spoken(schema, frame)) }));
}

function probesInMsgpack(nonce: number): readonly Probe[] {
  const id = (name: string): string => `skewfuzz-probe-${name}-${nonce}`;
  const token = id('ui_element');
  const first = id('before-input');
  const line = id('input');
  return [
    { channel: 'completion', frames: [completeNothing(id('completion'))] },
    { channel: 'ui_element', frames: [call('ui', token, text(token)), touchNothing(token)] },
    {
      channel: 'input',
      frames: [
        listTables(first),
        {
          ...call('inputs', line, text(line)),
          after: {
            awaited: 'an answer on control',
            holds: (bytes) => says(bytes, 'sql-table-list-preview', 'request_id', first),
          },
        },
        {
          ...inputText(line),
          after: {
            awaited: 'the kernel to read input',
            holds: (bytes) => says(bytes, 'alert', 'description', line),
          },
        },
      ],
    },
    { channel: 'control', frames: [listTables(id('control'))] },
  ];
}

function says(bytes: Uint8Array, op: string, field: string, expected: string): boolean {
  const reading = readStreamFrame(bytes);
  return (
    reading.kind === 'notification' && reading.op === op && textInJson(reading.json, [field]) === expected
  );
}
