import type { Schema } from '../schema/index.js';
import { explain, staticRules, type Claim, type Ruling, type SkewOp } from '../skew/index.js';
import type { Comparison, Direction, Messages, Row, Unreached, Writer } from './comparison.js';
import { rankOf, worse } from './levels.js';
import { Pair, type Change } from './pair.js';
import { levelOf, Search, type Finding } from './search.js';
import { ask } from './tell.js';

interface Lane {
  readonly direction: Direction;
  readonly messages: Messages;
  readonly writer: Writer;
}

/** Commands are the host's, notifications the kernel's. */
const LANES: readonly Lane[] = [
  { direction: 'old-host-new-kernel', messages: 'commands', writer: 'old' },
  { direction: 'old-host-new-kernel', messages: 'notifications', writer: 'new' },
  { direction: 'new-host-old-kernel', messages: 'commands', writer: 'new' },
  { direction: 'new-host-old-kernel', messages: 'notifications', writer: 'old' },
];

/**
 * What two versions of a schema do to each other: each difference, in each direction, for each kind of message that its
 * writer can put it into, with what a static rule claims, what the model of the decoder says, and the smallest message
 * that shows it. Pure, and the same for the same schemas.
 *
 * Code of a class that runs after decoding is taken to accept what another version wrote, unless that code is what came
 * or went. Objects in a pickle are neither written nor read here: what a rule claims of them stays unproven.
 *
 * @throws SchemaError when a reference names no record of its schema
 */
export function compare(old: Schema, neu: Schema): Comparison {
  const pair = new Pair(old, neu);
  const search = new Search(pair);
  const rulings = staticRules(old, neu, pair.ops);
  const rows: Row[] = [];
  const unreached: Unreached[] = [];
  for (const [index, change] of pair.changes.entries()) {
    const { op } = change;
    const ruling = rulings[index];
    const offWire = OFF_WIRE[op.kind];
    const found = ruling === undefined || offWire !== undefined ? [] : rowsOf(search, change, ruling);
    rows.push(...found);
    if (found.length > 0) continue;
    unreached.push({
      op,
      explain: explain(op),
      because: offWire ?? 'no message that is written leads to it',
    });
  }
  return { old: old.release, new: neu.release, ops: pair.ops, rows, unreached };
}

const OFF_WIRE: Readonly<Partial<Record<SkewOp['kind'], string>>> = {
  'protocol-renamed': 'the name of the protocol is not on the wire',
  'release-changed': 'the release is not on the wire',
  'record-added': 'only what refers to a record shows on the wire, and that is a difference of its own',
  'record-removed': 'only what refers to a record shows on the wire, and that is a difference of its own',
  'channels-reordered': 'channels are found by their names',
};

function rowsOf(search: Search, change: Change, ruling: Ruling): readonly Row[] {
  return LANES.flatMap((lane): Row[] => {
    const found = search.find(change, lane.messages, lane.writer) ?? unwritten(change, lane);
    return found === null ? [] : [rowOf(change, lane, ruling, found)];
  });
}

/** A document that only the reader knows shows by its absence. */
function unwritten({ op }: Change, { messages, writer }: Lane): Finding | null {
  const isAwaited = op.kind === (writer === 'old' ? 'startup-added' : 'startup-removed');
  if (!isAwaited || messages !== 'commands') return null;
  const predicted = ask('whether a startup document is waited for is up to the code of the kernel');
  return { channel: null, codec: op.frame.codec, predicted, witness: null, shown: null, instead: null };
}

function rowOf({ op }: Change, lane: Lane, ruling: Ruling, found: Finding): Row {
  const claims = lane.writer === 'old' ? ruling.oldToNew : ruling.newToOld;
  const rule = found.codec.startsWith('json') ? claims.json : claims.msgpack;
  const { channel, predicted, witness, shown, instead } = found;
  const told = witness === null ? 'safe' : levelOf(predicted, op.kind);
  return {
    op,
    explain: explain(op),
    ...lane,
    channel,
    rule,
    predicted,
    level: worse(rule.level, told),
    agreement: agreementOf(rule, rankOf(told)),
    unproven: rankOf(rule.level) > Math.max(rankOf(told), rankOf('hazard')),
    witness,
    shown,
    instead,
  };
}

function agreementOf({ level }: Claim, told: number): Row['agreement'] {
  const claimed = rankOf(level);
  if (claimed === told) return 'agree';
  return claimed > told ? 'rule-stronger' : 'prediction-stronger';
}
