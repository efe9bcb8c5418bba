import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Comparison, Row, Witness } from '../compat/index.js';
import { kernelKind } from '../kernels/index.js';
import type { WireProof } from '../report/index.js';
import { prove } from '../runner/index.js';
import { bodyOf, writeSnapshot, type Channel, type Codec, type Frame, type Schema } from '../schema/index.js';
import { decode } from '../wire/index.js';

/**
 * The channels of a typed echo that decode by types of their own. Not `control`: there a message that says stop is obeyed,
 * and not decoded.
 */
const SEATS = ['ui_element', 'completion', 'input'] as const;

/** A witness, and where it stands among the rows. */
interface Shown {
  readonly at: number;
  readonly witness: Witness;
}

/**
 * Shows every witness to a real decoder: a typed echo with the reader's types, over real sockets. What a frame of the
 * reader's is read by goes by the channel, so each channel of the reader takes a channel of the echo; three fit in one.
 */
export async function proveRows(
  { rows }: Comparison,
  versions: { readonly old: Schema; readonly new: Schema },
  note: (line: string) => void,
): Promise<readonly WireProof[]> {
  const proofs = rows.map(({ witness }): WireProof =>
    notTried(witness === null ? 'no message shows it' : ''),
  );
  const parties = (['old', 'new'] as const).flatMap((reader) => {
    const read = rows.flatMap((row, at) => (readerOf(row) === reader ? shownIn(row, at) : []));
    return tables(read).map((shown) => ({ schema: versions[reader], shown }));
  });
  await Promise.all(
    parties.map(async ({ schema, shown }) => {
      for (const [at, proof] of await proveAt(schema, shown, note)) proofs[at] = proof;
    }),
  );
  return proofs;
}

function notTried(because: string): WireProof {
  return { kind: 'not-tried', because };
}

function readerOf({ writer }: Row): 'old' | 'new' {
  return writer === 'old' ? 'new' : 'old';
}

function shownIn({ witness }: Row, at: number): readonly Shown[] {
  return witness === null ? [] : [{ at, witness }];
}

/** Witnesses of so many channels as there are seats. */
function tables(shown: readonly Shown[]): readonly (readonly Shown[])[] {
  const channels = [...new Set(shown.map(({ witness }) => witness.channel))];
  const count = Math.ceil(channels.length / SEATS.length);
  return Array.from({ length: count }, (_, table) => {
    const seated = new Set(channels.slice(table * SEATS.length, (table + 1) * SEATS.length));
    return shown.filter(({ witness }) => seated.has(witness.channel));
  });
}

/** Shows the witnesses of some channels to one echo. */
async function proveAt(
  reader: Schema,
  shown: readonly Shown[],
  note: (line: string) => void,
): Promise<ReadonlyMap<number, WireProof>> {
  const proofs = new Map<number, WireProof>();
  const seats: Channel[] = [];
  const exhibits: { at: number; channel: string; bytes: Uint8Array }[] = [];
  const names = new Map<string | null, string>();
  for (const { at, witness } of shown) {
    const frame = frameOf(reader, witness.channel);
    const plain = frame === null ? null : spoken(frame.codec, witness);
    if (frame === null || plain === null) {
      proofs.set(
        at,
        notTried(frame === null ? 'the reader has no such channel' : `its frames are ${frame.codec}`),
      );
      continue;
    }
    const name = names.get(witness.channel) ?? SEATS[names.size] ?? '';
    if (!names.has(witness.channel)) {
      names.set(witness.channel, name);
      const envelope = [{ role: 'body' as const, codec: plain.codec, type: frame.type }];
      seats.push({ name, direction: 'to-kernel', envelope, python: null });
    }
    exhibits.push({ at, channel: name, bytes: plain.bytes });
  }
  if (exhibits.length === 0) return proofs;
  const results = await withEcho({ ...reader, channels: seats, startup: null }, note, exhibits);
  for (const [index, { at }] of exhibits.entries())
    proofs.set(at, results[index] ?? notTried('it was left out'));
  return proofs;
}

async function withEcho(
  schema: Schema,
  note: (line: string) => void,
  exhibits: readonly { readonly channel: string; readonly bytes: Uint8Array }[],
): Promise<readonly WireProof[]> {
  const folder = await mkdtemp(join(tmpdir(), 'skewfuzz-compat-'));
  try {
    const file = join(folder, 'reader.json');
    await writeFile(file, writeSnapshot(schema, {}));
    const kernel = kernelKind(`typed-echo:${file}`, { env: {}, schema: null });
    await kernel.prepare(note);
    return await prove(kernel, schema, exhibits);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function frameOf(schema: Schema, channel: string | null): Frame | null {
  if (channel === null) return schema.startup;
  const found = schema.channels.find(({ name }) => name === channel);
  return found === undefined ? null : bodyOf(found);
}

/** The frame as an echo can be sent it; null for a codec that it does not have. */
function spoken(
  codec: Codec,
  { bytes }: Witness,
): { readonly codec: Codec; readonly bytes: Uint8Array } | null {
  if (codec === 'msgpack' || codec === 'json') return { codec, bytes };
  if (codec !== 'json-in-msgpack-bin') return null;
  const frame = decode(bytes);
  return frame.kind === 'value' && frame.value.kind === 'bin'
    ? { codec: 'json', bytes: frame.value.bytes }
    : null;
}
