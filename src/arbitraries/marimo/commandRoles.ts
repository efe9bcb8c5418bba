import { each, fields, free, only, type RecordRole } from '../role.js';
import { cellCode, cellId, document, idOfNoCell, syncedCells } from './cellRoles.js';
import { userConfig } from './configRoles.js';
import { echoArguments, echoName, namespace } from './echoRoles.js';
import { NO_SUCH, isTextByText, noItems, textOnly } from './textRole.js';

/*
 * What is harmless in each of marimo's commands, tag by tag. A tag or a field that is not listed here is new to us:
 * it is neither generated for a real kernel nor let through to one, until somebody has read what the kernel does with
 * it. The wire names are marimo's; their types come from the snapshot.
 */

/** Names beginning with two underscores can stand for a database that marimo itself provides, and queries read files. */
const engine = textOnly(
  'the name of no engine: not beginning with an underscore',
  (name) => !name.startsWith('_'),
  ({ draw }) => draw.pick(['engine', 'x', '']),
);

/** The name goes into a query as it is. */
const plainName = textOnly(
  'a plain identifier',
  (name) => /^[A-Za-z][A-Za-z0-9_]*$/.test(name),
  ({ draw }) => draw.pick(['t', 'x', 'table_1', 'df']),
);

const fileName = textOnly(
  'a plain file name: no folder, no drive, not hidden',
  (name) => !/[/\\:]/.test(name) && !/^[.~]/.test(name),
  ({ draw }) => draw.pick(['notebook.py', 'a.py', 'é😀.py', '']),
);

/** An unknown manager is an error; a known one other than pip would be looked for, and asked things. */
const packageManager = textOnly(
  'pip, or a manager that does not exist: no-such-…',
  (name) => name === 'pip' || name.startsWith(NO_SUCH),
  ({ draw }) => draw.pick(['pip', 'no-such-manager', 'no-such-😀']),
);

const noPackages = only(
  'an empty map: nothing is installed',
  (value) => value.kind !== 'map' || value.entries.length === 0 || !isTextByText(value.entries),
  () => ({ kind: 'map', entries: [] }),
);

const executeCell: RecordRole = fields({ cellId, code: cellCode, request: free, timestamp: free });
const updateUiElement: RecordRole = fields(
  { objectIds: each(free), values: free, request: free, token: free },
  ['objectIds', 'values'],
);

/** Settings of a cell, by cell. */
const configs = each(free, cellId);

/** Of each command, by tag. */
export const MARIMO_ROLES: Readonly<Record<string, RecordRole>> = {
  'execute-cells': fields({ cellIds: each(cellId), codes: each(cellCode), request: free, timestamp: free }, [
    'cellIds',
    'codes',
  ]),
  'execute-scratchpad': fields({
    code: cellCode,
    request: free,
    notebookCells: each(fields({ id: cellId, code: cellCode, name: free, config: free, version: free })),
    cellOutputs: free,
    runId: free,
    allowStdin: free,
  }),
  'execute-stale-cells': fields({ request: free }),
  'create-notebook': fields({
    executionRequests: each(executeCell),
    cellIds: each(cellId),
    setUiElementValueRequest: updateUiElement,
    autoRun: free,
    request: free,
  }),
  'sync-graph': fields({
    cells: syncedCells,
    runIds: each(cellId),
    deleteIds: each(cellId),
    timestamp: free,
  }),
  'edit-cells': fields({ codes: each(cellCode, cellId), configs, deleteIds: each(cellId) }),
  'delete-cell': fields({ cellId }),
  'update-cell-config': fields({ configs }),
  'debug-cell': fields({ cellId: idOfNoCell, request: free }),
  'set-breakpoints': fields({ breakpoints: each(free, cellId), request: free }),
  'rename-notebook': fields({ filename: fileName }),
  'update-ui-element': updateUiElement,
  model: fields({ modelId: free, message: free, buffers: free, token: free }),
  'invoke-function': fields({ functionCallId: free, namespace, functionName: echoName, args: echoArguments }),
  'install-packages': fields({
    manager: packageManager,
    versions: noPackages,
    indexUrls: noItems,
    source: free,
  }),
  'preview-dataset-column': fields({
    sourceType: free,
    source: free,
    tableName: plainName,
    columnName: plainName,
    fullyQualifiedTableName: plainName,
  }),
  'preview-sql-table': fields({
    requestId: free,
    engine,
    database: free,
    schema: free,
    tableName: free,
    schemaPath: free,
  }),
  'list-sql-tables': fields({ requestId: free, engine, database: free, schema: free, schemaPath: free }),
  'list-sql-schemas': fields({ requestId: free, engine, database: free, schemaPath: free }),
  'list-data-source-connection': fields({ engine }),
  'validate-sql': fields({ requestId: free, query: free, onlyParse: free, engine, dialect: free }),
  'storage-list-entries': fields({
    requestId: free,
    namespace: engine,
    limit: free,
    prefix: free,
    pageToken: free,
  }),
  'storage-download': fields({ requestId: free, namespace: engine, path: free, preview: free }),
  'discover-data-sources': fields({ requestId: free }),
  'list-secret-keys': fields({ requestId: free }),
  'refresh-secrets': fields({}),
  'clear-cache': fields({}),
  'get-cache-info': fields({}),
  'update-user-config': fields({ config: userConfig }),
  'code-completion': fields({ id: free, document, cellId }),
};
