import { MARIMO_ECHO, MARIMO_FAIL, MARIMO_SEND, MARIMO_STATE } from '../../schema/index.js';
import { only, type LeafRole } from '../role.js';
import { str, textOnly } from './textRole.js';

/** Functions of the host that only answer, raise, or say what they are told to say; the others block or forget. */
const HARMLESS: ReadonlySet<string | undefined> = new Set([
  MARIMO_ECHO.functionName,
  MARIMO_FAIL.functionName,
  MARIMO_SEND.functionName,
  MARIMO_STATE.functionName,
  MARIMO_STATE.widget?.functionName,
]);

/** What is registered in a kernel are identifiers. */
const functionName = textOnly(
  'echo, fail, send, state, widget, or no identifier',
  (name) => HARMLESS.has(name) || !/^\w+$/.test(name),
  ({ draw }) => draw.pick([MARIMO_ECHO.functionName, 'no-such-function', '']),
);

export const namespace: LeafRole = {
  ...textOnly(
    'any namespace',
    () => true,
    () => MARIMO_ECHO.namespace,
  ),
  always: true,
  // What the echo returns is the one way to see any value come back from a real kernel.
  draw: (making, usual) => (making.draw.chance(3, 4) ? str(MARIMO_ECHO.namespace) : usual(making)),
};

export const echoName: LeafRole = {
  ...functionName,
  always: true,
  draw: (making, usual) =>
    making.draw.chance(3, 4) ? str(MARIMO_ECHO.functionName) : functionName.draw(making, usual),
};

export const echoArguments: LeafRole = {
  ...only(
    'any arguments',
    () => true,
    () => ({ kind: 'map', entries: [] }),
  ),
  always: true,
  draw(making, usual) {
    const value = usual(making);
    if (value.kind !== 'map' || making.draw.chance(1, 4)) return value;
    const [first] = value.entries;
    return {
      kind: 'map',
      entries: [[str(MARIMO_ECHO.argument), first?.[1] ?? (making.style.any ?? usual)(making)]],
    };
  },
};
