import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';

import { parseBaseline } from '../../src/corpus/baseline.js';
import { formatCase } from '../../src/corpus/formatCase.js';
import { CorpusError, type SavedCase } from '../../src/corpus/index.js';
import { parseCase } from '../../src/corpus/parseCase.js';
import { textIn } from '../../src/corpus/strictDocument.js';
import { array, int, record, text, type SendStep } from '../../src/wire/index.js';
import type { Draw } from '../draw.js';
import { jsonLanguage } from '../jsonLanguage.js';
import type { Parser } from '../parser.js';

const PATH = 'case.json';
const KERNEL = 'echo';

const step = (value: SendStep['value']): SendStep => ({
  kind: 'send',
  channel: 'control',
  sender: 0,
  shape: 'valid',
  tag: null,
  times: 1,
  value,
});
const saved: SavedCase = {
  about: { headline: 'a case', lines: ['one', 'two'] },
  kernel: KERNEL,
  schema: { protocol: 'marimo', release: '0.25.2', fingerprint: '0'.repeat(64) },
  case: {
    steps: [
      step(record({ type: text('ping'), deep: array([array([int(1)])]) })),
      step({ kind: 'bin', bytes: new Uint8Array(5_000) }),
      { kind: 'fault', sender: 0, afterMs: 5, fault: { kind: 'kill' } },
    ],
  },
  evidence: {
    signature: 'fifo dropped',
    violation: {
      oracle: 'fifo',
      rule: 'r',
      outcome: 'crash',
      channel: null,
      step: 0,
      tag: null,
      shape: null,
      path: null,
      change: null,
      expected: 'e',
      actual: 'a',
      because: 'b',
    },
    reproduced: { k: 3, n: 3 },
    shrunk: { from: { steps: 2, messages: 2, bytes: 20 }, runs: 4 },
    found: {
      seed: { text: '1', number: 1 },
      caseIndex: 0,
      when: '2026-01-01T00:00:00.000Z',
      versions: { node: '20' },
    },
  },
};

/** Bytes that are small in a file and large when they are unpacked. */
function packed(length: number, byte: number): string {
  const bytes = Buffer.alloc(length, byte);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return JSON.stringify({ length, sha256, deflate: deflateRawSync(bytes, { level: 1 }).toString('base64') });
}

const DEEP = packed(2_000_000, 0x91);
const LONG = packed(6_000_000, 0xc4);
const WIDE = packed(3_000_000, 0x90);
const ZEROS = packed(39_000_000, 0);

/** A file whose steps unpack to far more than it holds, in one step or in many. */
function bomb(draw: Draw, size: number): string {
  const unit = draw.pick([DEEP, LONG, WIDE, ZEROS]);
  const one = formatCase({ ...saved, case: { steps: [step(int(7))] } })
    .replace('"value":7,', '')
    .replace('"bytes":"07"', `"bytes":${unit}`);
  const from = one.indexOf('    {"kind":"send"');
  const line = one.slice(from, one.indexOf('\n', from));
  const count = Math.max(1, Math.floor((size - one.length) / (line.length + 2)));
  return one.replace(line, () =>
    Array.from({ length: Math.min(count, 1 + draw.below(2_000)) }, () => line).join(',\n'),
  );
}

/** The loader of case files, from their bytes on. */
export const caseFile: Parser = {
  name: 'case',
  read: (input) => {
    parseCase(PATH, textIn(PATH, input));
    return true;
  },
  isOwn: (error) => error instanceof CorpusError,
  law: (input) => {
    const written = formatCase(parseCase(PATH, textIn(PATH, input)));
    return formatCase(parseCase(PATH, written)) === written
      ? null
      : 'written and read again, it is another case';
  },
  language: jsonLanguage([formatCase(saved), formatCase({ ...saved, evidence: null })], undefined, [bomb]),
};

/** The loader of baselines, but for the case files that they name. */
export const baseline: Parser = {
  name: 'baseline',
  read: (input) => {
    parseBaseline(PATH, KERNEL, textIn(PATH, input));
    return true;
  },
  isOwn: (error) => error instanceof CorpusError,
  law: () => null,
  language: jsonLanguage([
    JSON.stringify({
      format: 'skewfuzz-baseline',
      version: 1,
      kernel: KERNEL,
      known: [{ signature: 's', since: '0.25.2', reason: 'r', finding: 'findings/echo/a-b.json' }],
    }),
    '{"format":"skewfuzz-baseline","version":1,"kernel":"echo","known":[]}',
  ]),
};
