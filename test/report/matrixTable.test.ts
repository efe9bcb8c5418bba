import { describe, expect, it } from 'vitest';

import {
  cellLine,
  matrixJson,
  matrixMarkdown,
  matrixTable,
  type MatrixReport,
} from '../../src/report/index.js';
import { CELL, JOINED, MATRIX } from './matrices.js';

const plain = { colour: false };

function table(change: Partial<MatrixReport>): readonly string[] {
  return matrixTable({ ...MATRIX, ...change }, plain).split('\n');
}

describe('cellLine', () => {
  it.each([
    [{}, '0.25.2 3.12 own: VALID (1,234 judged, 0 findings)'],
    [
      { verdict: 'invalid', findings: ['a', 'b'], known: ['c'], refused: 310, misread: { x: 5, y: 7 } },
      '0.25.2 3.12 own: INVALID (1,234 judged, 2 findings and 1 known, 310 refused as predicted, 12 not read as meant)',
    ],
    [
      { verdict: 'unknown', because: 'fifo judged nothing' },
      '0.25.2 3.12 own: UNKNOWN (1,234 judged, 0 findings): fifo judged nothing',
    ],
    [
      { verdict: 'unavailable', because: 'not\nthere\u001b', messages: { sent: 0, judged: 0 } },
      '0.25.2 3.12 own: UNAVAILABLE: not there\\u{1b}',
    ],
  ] as const)('says what a verdict rests on: %#', (change, line) => {
    expect(cellLine({ ...CELL, ...change })).toBe(line);
  });
});

describe('matrixTable', () => {
  it('shows releases down, interpreters and hosts across', () => {
    expect(table({}).slice(0, 4)).toEqual([
      '         3.12             3.14',
      'release  own      0.25.2  own   0.25.2',
      '0.25.2   ok 1.2k  =       -     =',
      '0.24.0   ×1 1.2k  ? 20    -     -',
    ]);
  });

  it('says each reason once, with the cells that have it', () => {
    const text = table({}).join('\n');
    expect(text).toContain(
      'UNAVAILABLE 3 cells: 0.25.2, 0.24.0 on 3.14, host own, 0.25.2\n  Looked for Python 3.14',
    );
    expect(text).toContain('UNKNOWN 1 cell: 0.24.0 on 3.12, host 0.25.2\n  fifo judged nothing');
  });

  it('shows each finding once, with its range and what to type', () => {
    const lines = table({});
    expect(lines.filter((line) => line.startsWith('× round-trip'))).toHaveLength(1);
    expect(lines).toContain('  releases  0.23.9 to 0.24.0 on 3.12 (0.24.0 on 3.12 3/3, 0.23.9 on 3.12 2/3)');
    expect(lines).toContain(`  npx skewfuzz replay ${JOINED.file ?? ''} --python 3.12`);
    expect(lines).toContain('= an old one');
    expect(lines).toContain('  releases  not looked for');
    expect(lines.slice(-4)).toEqual([
      'INVALID 6 cells: 1 valid, 1 invalid, 1 unknown, 3 unavailable; 1 finding, 2,488 judged messages, 1 min 5 s, seed 1',
      `  npx skewfuzz replay ${JOINED.file ?? ''} --python 3.12`,
      '  npx skewfuzz matrix --marimo 0.25.2,0.24.0 --python 3.12,3.14 --host-schema own --host-schema 0.25.2 --seed 1',
      '',
    ]);
  });

  it.each([
    [{ range: null, sightings: [] }, 'not looked for'],
    [{ range: null, sightings: JOINED.sightings.slice(1, 2) }, 'in none of 0.25.2'],
    [
      { range: null, sightings: JOINED.sightings.slice(3) },
      'seen in 0.24.0 on 3.12; not looked for elsewhere',
    ],
    [
      { traced: false, range: { from: '0.24.0', to: '0.24.0' }, sightings: JOINED.sightings.slice(0, 1) },
      '0.24.0 on 3.12, as far as was looked (0.24.0 on 3.12 3/3)',
    ],
  ])('does not claim more of a range than is known: %#', (change, words) => {
    expect(table({ findings: [{ ...JOINED, ...change }] })).toContain(`  releases  ${words}`);
  });

  it('fits a hundred columns, with a table below where there are too many', () => {
    const pythons = ['3.10', '3.11', '3.12', '3.13', '3.14'];
    const hosts = ['own', '0.24.0', '0.25.2'];
    const releases = Array.from({ length: 19 }, (_, at) => `0.${at}.0`);
    const cells = releases.flatMap((release) =>
      pythons.flatMap((python) =>
        hosts.map((host) => ({ ...CELL, release, python, host, messages: { sent: 99_900, judged: 99_900 } })),
      ),
    );
    const lines = table({ pythons, hosts, releases, cells, findings: [] });
    const grid = lines.slice(
      0,
      lines.findIndex((line) => line.startsWith('ok, or')),
    );
    expect(Math.max(...grid.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(grid.filter((line) => line.startsWith('0.18.0'))).toHaveLength(2);
    expect(grid.join(' ').match(/ok 99\.9k/gu)).toHaveLength(19 * 15);
  });

  it('is plain text, or coloured where that is asked for', () => {
    const escape = '\u001b[';
    expect(matrixTable(MATRIX, plain)).not.toContain(escape);
    const coloured = matrixTable(MATRIX, { colour: true });
    expect(coloured).toContain(`${escape}32mok 1.2k`);
    expect(coloured).toContain(`${escape}31m×1 1.2k`);
    expect(coloured).toContain(`${escape}33m? 20`);
  });
});

describe('matrixMarkdown', () => {
  it('holds the table, the findings and what was not judged', () => {
    const text = matrixMarkdown(MATRIX);
    expect(text).toContain('| 0.24.0 | ×1 1.2k | ? 20 | - | - |');
    expect(text).toContain('- an old one: not looked for; known: accepted');
    expect(text).toContain('- 0.24.0 3.12 0.25.2: unknown: fifo judged nothing');
  });
});

describe('matrixJson', () => {
  it('holds every cell and every sighting', () => {
    const document: unknown = JSON.parse(matrixJson(MATRIX));
    expect(document).toMatchObject({
      verdict: 'invalid',
      seed: '1',
      cells: expect.arrayContaining([
        expect.objectContaining({ release: '0.24.0', judged: 20, because: 'fifo judged nothing' }),
      ]) as unknown,
      findings: [
        {
          signature: JOINED.signature,
          range: { from: '0.23.9', to: '0.24.0' },
          sightings: JOINED.sightings,
          finding: { oracle: 'round-trip', reproduced: { k: 3, n: 3 } },
        },
        { signature: 'an old one', finding: null, known: 'accepted' },
      ],
    });
  });
});
