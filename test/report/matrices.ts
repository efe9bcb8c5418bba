import type { CellReport, MatrixFinding, MatrixReport } from '../../src/report/index.js';
import { FINDING } from './reports.js';

/** A cell in which all went well. */
export const CELL: CellReport = {
  release: '0.25.2',
  python: '3.12',
  host: 'own',
  kernel: 'marimo@0.25.2',
  verdict: 'valid',
  because: null,
  missing: false,
  cases: 7,
  messages: { sent: 1_300, judged: 1_234 },
  refused: 0,
  misread: {},
  seconds: 5,
  findings: [],
  known: [],
  versions: {},
};

/** One that two releases have. */
export const JOINED: MatrixFinding = {
  signature: FINDING.signature,
  finding: FINDING,
  known: null,
  file: FINDING.file,
  sightings: [
    { release: '0.24.0', python: '3.12', host: 'own', holds: true, reproduced: { k: 3, n: 3 } },
    { release: '0.25.2', python: '3.12', host: null, holds: false, reproduced: { k: 0, n: 3 } },
    { release: '0.23.9', python: '3.12', host: null, holds: true, reproduced: { k: 2, n: 3 } },
    { release: '0.24.0', python: '3.12', host: '0.25.2', holds: true, reproduced: null },
  ],
  range: { from: '0.23.9', to: '0.24.0' },
  pythons: ['3.12'],
  traced: true,
};

/** Two releases, two interpreters, two hosts; one interpreter is not there. */
export const MATRIX: MatrixReport = {
  verdict: 'invalid',
  seed: { text: '1', number: 1 },
  seconds: 65,
  stopped: 'done',
  releases: ['0.25.2', '0.24.0'],
  pythons: ['3.12', '3.14'],
  hosts: ['own', '0.25.2'],
  cells: [
    CELL,
    {
      ...CELL,
      python: '3.14',
      verdict: 'unavailable',
      because: 'Looked for Python 3.14: there is none.',
      missing: true,
      messages: { sent: 0, judged: 0 },
    },
    { ...CELL, release: '0.24.0', verdict: 'invalid', findings: [FINDING.signature] },
    {
      ...CELL,
      release: '0.24.0',
      host: '0.25.2',
      verdict: 'unknown',
      because: 'fifo judged nothing',
      messages: { sent: 30, judged: 20 },
    },
    {
      ...CELL,
      release: '0.24.0',
      python: '3.14',
      verdict: 'unavailable',
      because: 'Looked for Python 3.14: there is none.',
      missing: true,
      messages: { sent: 0, judged: 0 },
    },
    {
      ...CELL,
      release: '0.24.0',
      python: '3.14',
      host: '0.25.2',
      verdict: 'unavailable',
      because: 'Looked for Python 3.14: there is none.',
      missing: true,
      messages: { sent: 0, judged: 0 },
    },
  ],
  findings: [
    JOINED,
    {
      ...JOINED,
      signature: 'an old one',
      finding: null,
      known: 'accepted',
      sightings: [],
      range: null,
      pythons: [],
      traced: false,
    },
  ],
  versions: { skewfuzz: '0.1.0' },
};
