import { MARIMO_ECHO } from '../../schema/index.js';
import { array, encode, record, text, type WireValue } from '../../wire/index.js';

/** A frame for a channel to the kernel. */
export interface MarimoFrame {
  readonly channel: string;
  readonly bytes: Uint8Array;
}

/** Answered by `sql-table-list-preview` with this id, whatever the state of the notebook. */
export function listTables(id: string): MarimoFrame {
  return control({
    type: text('list-sql-tables'),
    requestId: text(id),
    engine: text(''),
    database: text(''),
    schema: text(''),
  });
}

/** Answered at once by `completion-result` with this id: an empty document has nothing to complete. */
export function completeNothing(id: string): MarimoFrame {
  return {
    channel: 'completion',
    bytes: encode(
      record({ type: text('code-completion'), id: text(id), document: text(''), cellId: text('') }),
    ),
  };
}

/** Calls a function that the setup cell registered; answered by `function-call-result` with this id. */
export function call(functionName: string, id: string, argument: WireValue): MarimoFrame {
  return control({
    type: text('invoke-function'),
    functionCallId: text(id),
    namespace: text(MARIMO_ECHO.namespace),
    functionName: text(functionName),
    args: record({ [MARIMO_ECHO.argument]: argument }),
  });
}

/** Touches no element; only its token can be told again. */
export function touchNothing(token: string): MarimoFrame {
  const fields = {
    type: text('update-ui-element'),
    objectIds: array([]),
    values: array([]),
    token: text(token),
  };
  return { channel: 'ui_element', bytes: encode(record(fields)) };
}

/** Runs one cell. */
export function runCell(id: string, code: string): MarimoFrame {
  return control({ type: text('execute-cells'), cellIds: array([text(id)]), codes: array([text(code)]) });
}

/** A text for whoever reads the input. */
export function inputText(line: string): MarimoFrame {
  return { channel: 'input', bytes: encode(text(line)) };
}

function control(fields: Readonly<Record<string, WireValue>>): MarimoFrame {
  return { channel: 'control', bytes: encode(record(fields)) };
}
