import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';

import { disagreement } from '../../modelDiff/comparison.js';
import { forgedDocument } from '../../modelDiff/forgedDocument.js';
import type { Document } from '../../modelDiff/realDecoder.js';
import { SchemaForge } from '../../modelDiff/schemaForge.js';
import { Tape } from '../../modelDiff/tape.js';
import { oneMessage, targets } from '../../src/arbitraries/index.js';
import { CHANNELS_TO_KERNEL, kernelKind, type KernelKind } from '../../src/kernels/index.js';
import { predict } from '../../src/model/index.js';
import { bodyOf, channelNamed, type Schema, type Type } from '../../src/schema/index.js';
import { encode } from '../../src/wire/index.js';
import { every } from '../arbitraries/schemas.js';
import { field, INT, record, STR, TWO } from '../skew/demo.js';
import { Conversation } from './conversation.js';
import { kernelContract } from './kernelContract.js';
import { outcomeOf } from './outcomeOf.js';
import { ORDER, shop } from './shop.js';
import { schemaHeard, sideBySide, snapshotFile } from './snapshotFile.js';
import { describeWithPython } from './withPython.js';

function kindOf(schema: Schema): KernelKind {
  return kernelKind(`typed-echo:${snapshotFile(schema)}`, { env: {}, schema: null });
}

describeWithPython('typed-echo:FILE', () => {
  kernelContract('the kernel contract, of msgpack', () => kindOf(shop('msgpack')));
  kernelContract('the kernel contract, of JSON', () => kindOf(shop('json')));

  const started: Conversation[] = [];
  const talk = async (schema: Schema): Promise<Conversation> => {
    const kind = kindOf(schema);
    await kind.prepare(() => {});
    const conversation = new Conversation(await kind.launch());
    started.push(conversation);
    return conversation;
  };

  afterAll(async () => {
    for (const { kernel } of started) await kernel.kill();
  });

  it('gives back msgpack, whatever it read', async () => {
    const conversation = await talk(shop('json'));
    const sent = Buffer.from('{"count": 7, "unknown": [], "type": "order", "text": "\\u0061"}');
    expect(await conversation.ask('control', sent, encode({ kind: 'nil' }))).toMatchObject([
      { kind: 'echo', payload: Buffer.from('83a474797065a56f72646572a474657874a161a5636f756e7407', 'hex') },
      { kind: 'decode-error', error: { kind: 'DecodeError' } },
    ]);
  });

  it('takes any value on a channel that the schema does not have', async () => {
    const conversation = await talk(
      schemaHeard([ORDER], [{ name: 'control', type: { kind: 'ref', name: 'Order' } }]),
    );
    const [answer] = await conversation.ask('completion', Buffer.from('c3', 'hex'));
    expect(answer).toMatchObject({ kind: 'echo', payload: Buffer.from('c3', 'hex') });
  });

  it('runs no code of the classes, and makes a valid value where a default is made anew', async () => {
    const fresh = { kind: 'factory', name: 'time.time', fixed: false, msgpack: null } as const;
    const event = record('Event', [field('at', { kind: 'float' }, fresh)], { postInit: true });
    const conversation = await talk(
      schemaHeard([event], [{ name: 'control', type: { kind: 'ref', name: 'Event' } }]),
    );
    const [answer] = await conversation.ask('control', Buffer.from('80', 'hex'));
    expect(answer).toMatchObject({ kind: 'echo', payload: Buffer.from('81a26174cb3fe0000000000000', 'hex') });
  });

  it('fills in the defaults of a dataclass, but for those that the class itself has', async () => {
    const inherited = field('a', INT, {
      kind: 'unset',
      reads: { kind: 'value', msgpack: '01', python: 'int' },
    });
    const mixed = record('Mixed', [inherited, field('b', INT, TWO)], { flavour: 'dataclass' });
    const conversation = await talk(
      schemaHeard([mixed], [{ name: 'control', type: { kind: 'ref', name: 'Mixed' } }]),
    );
    const [answer] = await conversation.ask('control', Buffer.from('80', 'hex'));
    expect(answer).toMatchObject({ kind: 'echo', payload: Buffer.from('81a16202', 'hex') });
  });

  it('decodes by the types of a marimo, as marimo itself', async () => {
    const kind = kernelKind('typed-echo:marimo@0.24.0', { env: {}, schema: null });
    await kind.prepare(() => {});
    expect(kind.schema?.release).toBe('0.24.0');
    const conversation = new Conversation(await kind.launch());
    started.push(conversation);
    const frames = kind.probes(1).flatMap((probe) => probe.frames);
    for (const { channel, bytes } of frames) await conversation.kernel.send(channel, bytes);
    await conversation.until(() => conversation.readings.length === frames.length);
    expect(conversation.readings.map(({ kind: told }) => told)).toEqual(frames.map(() => 'echo'));
  });

  it.each<[why: string, spec: () => string, said: RegExp]>([
    ['pickle', () => 'marimo@0.23.2', /with msgpack or json, got pickle on control/u],
    [
      'types that no channel here carries',
      () => snapshotFile(schemaHeard([], [{ name: 'Order', type: STR }])),
      /got the channels Order\./u,
    ],
    ['a file that is not there', () => 'nowhere.json', /Is it a file that does not exist\?/u],
  ])('refuses %s', async (_why, spec, said) => {
    const kind = kernelKind(`typed-echo:${spec()}`, { env: {}, schema: null });
    await expect(kind.prepare(() => {})).rejects.toThrow(said);
  });

  it('echoes the valid messages of every kind of type as predicted', async () => {
    const conversation = await talk(every);
    for (const { channel, tag: name } of targets(every, false).filter(isHeard)) {
      const messages = fc.sample(oneMessage(every, { channel, tag: name, shape: 'valid' }), 20);
      const frames = messages.map(({ value }): Document => ({ codec: 'msgpack', bytes: encode(value) }));
      expect(await faults(conversation, every, channel, frames)).toEqual([]);
    }
  });

  it('echoes messages of random schemas as predicted, msgpack and JSON', async () => {
    const tape = fc.uint8Array({ maxLength: 120, size: 'max' });
    const tapes = fc.array(tape, { minLength: 150, maxLength: 150 });
    await fc.assert(
      fc.asyncProperty(fc.noBias(fc.tuple(tape, tape, tapes)), async ([one, other, all]) => {
        const forged = [one, other].map((seed) => new SchemaForge(new Tape(seed)).forge());
        const schema = sideBySide(
          forged.flatMap((each) => [
            { ...each, codec: 'msgpack' },
            { ...each, codec: 'json' },
          ]),
        );
        const conversation = await talk(schema);
        for (const [index, each] of forged.entries()) {
          const documents = all.map((seed) => forgedDocument(each, seed));
          for (const [half, codec] of (['msgpack', 'json'] as const).entries()) {
            const channel = CHANNELS_TO_KERNEL[index * 2 + half] ?? 'control';
            const frames = documents.filter((document) => document.codec === codec);
            expect(await faults(conversation, schema, channel, frames)).toEqual([]);
          }
        }
        await conversation.kernel.kill();
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });

  it('says which type Python cannot make', async () => {
    const pair: Type = { kind: 'union', members: [STR, { kind: 'uuid' }] };
    await expect(talk(schemaHeard([], [{ name: 'input', type: pair }]))).rejects.toThrow(
      /the channel input: no decoder can be made: TypeError/u,
    );
  });

  it('does not make a decoder that is not safe', async () => {
    const tuple: Type = { kind: 'tuple', items: [INT, INT] };
    const unsafe: Type = { kind: 'union', members: [tuple, { kind: 'int', ge: '0' }] };
    await expect(talk(schemaHeard([], [{ name: 'input', type: unsafe }]))).rejects.toThrow(/not supported/u);
  });
});

function isHeard({ channel }: { readonly channel: string }): boolean {
  return CHANNELS_TO_KERNEL.some((name) => name === channel);
}

/** In what the answers to frames differ from what is predicted of them. */
async function faults(
  conversation: Conversation,
  schema: Schema,
  channel: string,
  frames: readonly Document[],
): Promise<readonly string[]> {
  const answers = await conversation.ask(channel, ...frames.map(({ bytes }) => bytes));
  const { type } = bodyOf(channelNamed(schema, channel));
  return frames.flatMap(({ codec, bytes }, index) => {
    const fault = disagreement(predict(schema, type, bytes, codec), outcomeOf(answers[index]));
    return fault === null ? [] : [`${Buffer.from(bytes).toString('hex')}: ${fault}`];
  });
}
