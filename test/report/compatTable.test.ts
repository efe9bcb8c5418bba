import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/compat/index.js';
import {
  compatJson,
  compatMarkdown,
  compatTable,
  type CompatReport,
  type CompatRow,
} from '../../src/report/index.js';
import { map } from '../../src/wire/index.js';

const BREAKS: Row = {
  op: { kind: 'unknown-fields-refused', path: { kind: 'record', record: 'Run' } },
  explain: 'Run refuses unknown fields',
  direction: 'old-host-new-kernel',
  messages: 'commands',
  writer: 'old',
  channel: 'control',
  rule: { level: 'safe', because: 'the writer has no field that the reader does not know' },
  predicted: {
    kind: 'refused',
    error: { kind: 'ValidationError', message: 'Object contains unknown field `\u001b[2Jx`', path: null },
  },
  level: 'breaks',
  agreement: 'prediction-stronger',
  unproven: false,
  witness: {
    channel: 'control',
    frame: 0,
    codec: 'msgpack',
    bytes: Uint8Array.of(0x80),
    value: map([]),
    tag: 'run',
    place: '$',
  },
  shown: 'whole',
  instead: null,
};

const SAFE: Row = {
  ...BREAKS,
  level: 'safe',
  predicted: { kind: 'same' },
  agreement: 'agree',
  explain: 'nothing | much',
};

const UNPROVEN: Row = {
  ...BREAKS,
  level: 'loses',
  direction: 'new-host-old-kernel',
  witness: null,
  shown: null,
  unproven: true,
  predicted: { kind: 'ask', because: 'a pickle of objects is not written here' },
};

function shown(row: Row, wire: CompatRow['wire']): CompatRow {
  return { row, wire, text: row.witness === null ? '' : '{type: "run"}' };
}

const REPORT: CompatReport = {
  old: 'a.json',
  new: 'b.json',
  rows: [
    shown(SAFE, { kind: 'as-predicted', actual: 'read' }),
    shown(BREAKS, { kind: 'as-predicted', actual: 'refused' }),
    shown(UNPROVEN, { kind: 'not-tried', because: 'no message shows it' }),
  ],
  unreached: [{ explain: 'the release is another', because: 'it is not on the wire' }],
  sentence: 'They cannot run together.',
  seconds: 1.25,
  versions: {},
};

const plain = { colour: false, all: false };

describe('compatTable', () => {
  it('tells each difference that matters in three lines, the worst first, and what a static rule missed', () => {
    expect(compatTable(REPORT, plain))
      .toBe(`old host a.json, new kernel b.json  breaks 1, loses 0, hazard 0, safe 1
  breaks  control · run  Run refuses unknown fields
          refused: Object contains unknown field \`\\u{1b}[2Jx\`; seen on the wire
          {type: "run"}  1 byte: 80
          a static rule says safe: the writer has no field that the reader does not know

new host b.json, old kernel a.json  breaks 0, loses 1, hazard 0, safe 0
  loses   control  Run refuses unknown fields
          only the reader can know: a pickle of objects is not written here
          unproven: no message was found that shows it

on no message: 1 difference

They cannot run together.
3 rows in 1.3 s
`);
  });

  it('shows what is safe, and what no message meets, when it is asked for all', () => {
    const text = compatTable(REPORT, { ...plain, all: true });
    expect(text).toContain(
      '  safe    control · run  nothing | much\n          read as it was meant; seen on the wire',
    );
    expect(text).toContain('  the release is another (it is not on the wire)');
  });

  it('does not hide that the wire showed something else', () => {
    const rows = [shown(BREAKS, { kind: 'otherwise', actual: 'read as {}' })];
    expect(compatTable({ ...REPORT, rows }, plain)).toContain('BUT the wire showed read as {}');
  });
});

describe('compatMarkdown', () => {
  it('is a table for each direction, in which nothing is taken for markup', () => {
    const text = compatMarkdown(REPORT);
    expect(text).toContain(
      '| safe | control · run | nothing \\| much | read as it was meant; seen on the wire |',
    );
    expect(text.split('\n').filter((line) => line.startsWith('| --- |')).length).toBe(2);
  });
});

describe('compatJson', () => {
  it('holds every row with the bytes of its witness', () => {
    const document: unknown = JSON.parse(compatJson(REPORT));
    expect(document).toMatchObject({
      old: 'a.json',
      sentence: 'They cannot run together.',
      rows: [{ level: 'safe' }, { level: 'breaks', witness: { hex: '80', tag: 'run' } }, { witness: null }],
    });
  });
});
