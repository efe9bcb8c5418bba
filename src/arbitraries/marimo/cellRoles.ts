import { textOf, type Entry } from '../../wire/index.js';
import { isClosedGrammar } from '../closedGrammar.js';
import { codeValue } from '../code.js';
import type { Making } from '../making.js';
import type { LeafRole } from '../role.js';
import { everyText, isTextByText, str, textOnly } from './textRole.js';

/** Cells with this prefix belong to the host, which answers for what it put there. */
const HOST_PREFIX = 'skewfuzz';
/** The cell in which the host registers what it needs for judging; no command may take it away. */
export const SETUP_CELL = 'skewfuzz-setup';
/** Cells that are never given any code: what needs a cell that ran does nothing with them. */
const NEVER_RUN_PREFIX = 'never-run-';

/** Code that a cell runs. */
export const cellCode: LeafRole = {
  kind: 'leaf',
  about: 'code of the closed grammar',
  always: true,
  draw: (making) => (making.style.code ?? codeValue)(making),
  allows: (value) => everyText(value, isClosedGrammar),
};

const DOCUMENT_CHARS = 2_000;

/** Code that is looked at and not run; its reader takes time that grows faster than the text. */
export const document: LeafRole = {
  kind: 'leaf',
  about: `code of the closed grammar, up to ${DOCUMENT_CHARS} characters`,
  always: true,
  draw(making) {
    if (making.draw.chance(1, 2)) return str('');
    const value = (making.style.code ?? codeValue)(making);
    return document.allows(value) ? value : str('x');
  },
  allows: (value) => everyText(value, (text) => text.length <= DOCUMENT_CHARS && isClosedGrammar(text)),
};

/** A few cells, used again and again, so that they meet each other and no graph grows for ever. */
const CELLS: readonly string[] = [
  'c0',
  'c1',
  'c2',
  'c3',
  'c4',
  'Hbol',
  'setup',
  '__scratch__',
  '',
  'é😀',
  'a/b',
  ' ',
];

const idOfCell = textOnly(
  `a cell's id that begins with neither ${HOST_PREFIX} nor ${NEVER_RUN_PREFIX}`,
  (id) => !id.startsWith(HOST_PREFIX) && !id.startsWith(NEVER_RUN_PREFIX),
  ({ draw }) => draw.pick(CELLS),
);

export const cellId: LeafRole = {
  ...idOfCell,
  always: true,
  draw(making, usual) {
    const tricky = making.style.text !== undefined && making.draw.chance(1, 2);
    return tricky ? idOfCell.draw(making, usual) : str(making.draw.pick(CELLS));
  },
};

/** The debugger, once it has a stored traceback, waits for input and serves nothing else. */
export const idOfNoCell: LeafRole = textOnly(
  `the id of a cell that was never run: ${NEVER_RUN_PREFIX}…`,
  (id) => id.startsWith(NEVER_RUN_PREFIX),
  ({ draw, number }) => `${NEVER_RUN_PREFIX}${draw.pick(['', 'é', '😀', String(number)])}`,
);

/** `usual` code for each cell; the host's own cell is always named, for cells that are not named are deleted. */
export const syncedCells: LeafRole = {
  kind: 'leaf',
  about: `code of the closed grammar by cell, ${SETUP_CELL} among the cells`,
  always: true,
  draw(making, usual) {
    const others = usual(making);
    const setup: Entry = [str(SETUP_CELL), str('')];
    return {
      kind: 'map',
      entries: others.kind === 'map' ? [setup, ...others.entries.map(coded(making))] : [setup],
    };
  },
  allows(value) {
    if (value.kind !== 'map' || !isTextByText(value.entries)) return true;
    const named = value.entries.some(([key]) => key.kind === 'str' && textOf(key.bytes) === SETUP_CELL);
    return named && value.entries.every(([, item]) => cellCode.allows(item));
  },
};

function coded(making: Making): (entry: Entry) => Entry {
  return ([key]) => [idOfCell.allows(key) ? key : str('c0'), cellCode.draw(making, codeValue)];
}
