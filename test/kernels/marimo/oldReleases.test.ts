import { describe, expect, it } from 'vitest';

import { SHAPES, type ShapeName } from '../../../src/arbitraries/index.js';
import { listTables, runCell } from '../../../src/kernels/marimo/commands.js';
import { marimoProbes } from '../../../src/kernels/marimo/marimoProbes.js';
import { spoken } from '../../../src/kernels/marimo/spoken.js';
import { shippedMarimoSchema } from '../../../src/kernels/marimoRelease.js';
import { frameReader } from '../../../src/model/index.js';
import { channelNamed, refusalIn } from '../../../src/schema/index.js';
import { decode, equal, pickled, unpickled, type WireValue } from '../../../src/wire/index.js';
import { describeWithPython } from '../withPython.js';
import { Talk } from './marimoForTests.js';
import { frameOf, messagesOf, OLD_RELEASES, oldPython, unpickledBy } from './oldReleases.js';

/** What a class fills in by itself, another one each time. */
const FRESH = new Set(['timestamp', 'token']);
const FILLS_IN = new Set(['execute-cells', 'create-notebook', 'sync-graph', 'update-ui-element', 'model']);

function withoutFresh(value: WireValue): WireValue {
  if (value.kind === 'array') return { kind: 'array', items: value.items.map(withoutFresh) };
  if (value.kind !== 'map') return value;
  const entries = value.entries.filter(
    ([key]) => key.kind !== 'str' || !FRESH.has(Buffer.from(key.bytes).toString()),
  );
  return { kind: 'map', entries: entries.map(([key, each]) => [key, withoutFresh(each)]) };
}

function hex(text: string | null | undefined): WireValue | null {
  const decoded = decode(Buffer.from(text ?? '', 'hex'));
  return decoded.kind === 'value' ? withoutFresh(decoded.value) : null;
}

const HOSTILE: readonly ShapeName[] = SHAPES.map(({ name }) => name).filter(
  (name) => name !== 'valid' && name !== 'large-payload',
);

describeWithPython('pickles for old releases', () => {
  describe.each(OLD_RELEASES)('as marimo %s unpickles them', (release) => {
    const schema = shippedMarimoSchema(release);

    it('are byte for byte what Python writes without a memo, but for what a class fills in itself', async () => {
      const steps = messagesOf(schema, ['valid'], 8);
      const frames = steps.map(frameOf);
      const read = unpickledBy(await oldPython(release), frames);
      for (const [at, { error, pickle }] of read.entries()) {
        const [frame, tag] = [frames[at] ?? new Uint8Array(), steps[at]?.tag ?? ''];
        expect(error, tag).toBe(null);
        // Longer by what was filled in at its end.
        const filled = FILLS_IN.has(tag) && (pickle?.length ?? 0) / 2 > frame.length;
        if (!filled) expect(pickle, tag).toBe(Buffer.from(frame).toString('hex'));
        expect(unpickled(schema, frame).kind).toBe('value');
      }
      expect(read.length).toBeGreaterThan(150);
    });

    it('say what the model says that they say, and fail as it says', async () => {
      const steps = messagesOf(schema, HOSTILE, 1);
      const frames = steps.map(frameOf);
      const read = unpickledBy(await oldPython(release), frames);
      let certain = 0;
      for (const [at, { error, msgpack }] of read.entries()) {
        const [step, frame] = [steps[at], frames[at]];
        if (step === undefined || frame === undefined) continue;
        const { prediction } = frameReader(schema, channelNamed(schema, step.channel))(frame);
        const what = `${step.channel} ${step.shape} ${step.tag} ${Buffer.from(frame).toString('hex').slice(0, 200)}`;
        if (prediction.kind === 'ask') continue;
        certain += 1;
        expect(error, what).toBe(prediction.kind === 'refused' ? prediction.error.kind : null);
        const value = hex(msgpack);
        if (prediction.kind === 'value' && value !== null) {
          expect(equal(value, withoutFresh(prediction.value)), what).toBe(true);
        }
      }
      expect(certain).toBeGreaterThan(read.length / 2);
    });
  });

  describe.each(OLD_RELEASES)('a kernel of marimo %s', (release) => {
    const schema = shippedMarimoSchema(release);

    it('answers every probe, refuses what is no pickle with a line in its log, and stops when it is told to', async () => {
      const talk = await Talk.start({ python: await oldPython(release), schema });
      try {
        const probes = marimoProbes(1, schema);
        expect(probes.map(({ channel }) => channel)).toEqual([
          'completion',
          'ui_element',
          ...(release === '0.19.0' ? [] : ['input']),
          'control',
        ]);
        const ofMsgpack = listTables('lost');
        const cut = spoken(schema, listTables('cut'));
        const absent = pickled(schema, {
          kind: 'map',
          entries: [
            [
              { kind: 'str', bytes: Buffer.from('type') },
              { kind: 'str', bytes: Buffer.from('no-such') },
            ],
          ],
        });
        await talk.send(
          ofMsgpack,
          { ...cut, bytes: cut.bytes.subarray(0, -3) },
          { ...cut, bytes: absent },
          spoken(schema, runCell('c0', '1')),
        );
        for (const probe of probes) expect(await talk.sendProbe(probe), probe.channel).toBe(true);
        await talk.notification(
          ({ op, request_id: id }) => op === 'sql-table-list-preview' && id === 'skewfuzz-probe-control-1',
        );
        await talk.notification(({ op }) => op === 'completed-run');
        expect(talk.said.some(({ request_id: id }) => id === 'lost' || id === 'cut')).toBe(false);
        await talk.until(() => talk.lines.filter((line) => refusalIn(line) !== null).length >= 3);
        expect(talk.lines.filter((line) => refusalIn(line) !== null)).toHaveLength(3);
      } finally {
        expect(await talk.kernel.stop()).toEqual({ code: 0, signal: null });
      }
    });
  });

  it('need no more than msgpack where a release speaks that', () => {
    const schema = shippedMarimoSchema('0.23.3');
    const frame = listTables('x');
    expect(spoken(schema, frame).bytes).toEqual(frame.bytes);
  });
});
