import type {
  ChannelReader,
  EchoFunction,
  FeasibleCommand,
  Owed,
  Repeat,
  ReplyRule,
  RunRules,
  SilentCommand,
  StateReader,
} from './replyRule.js';

/*
 * What a marimo kernel answers, as seen on the running kernel (0.25.2, edit mode). A reply that is named here and does
 * not come is a finding, never a reason to loosen its rule.
 */

/** A field by its path in the request, and in the reply where that differs. */
function repeat(request: string, reply: string = request): Repeat {
  return { request: request.split('.'), reply: reply.split('.') };
}

const BY_REQUEST_ID: Repeat = repeat('requestId', 'request_id');

function byRequestId(tag: string, reply: string, ...repeats: readonly Repeat[]): ReplyRule {
  return { tag, channel: 'control', reply, key: BY_REQUEST_ID, repeats, owed: 'each' };
}

function byOrder(tag: string, reply: string): ReplyRule {
  return { tag, channel: 'control', reply, key: null, repeats: [], owed: 'each' };
}

function run(tag: string, owed: Owed = 'each'): ReplyRule {
  return { ...byOrder(tag, 'completed-run'), owed };
}

/** Since completed-run tells an outcome, it also ends commands that run no cell of their own. */
function outcome(tag: string, owed: Owed = 'each'): ReplyRule {
  return { ...run(tag, owed), given: 'outcome' };
}

const SQL_CONNECTION: readonly Repeat[] = [
  repeat('engine', 'metadata.connection'),
  repeat('database', 'metadata.database'),
  repeat('schemaPath', 'metadata.schema_path'),
];
const SQL_SCHEMA: Repeat = repeat('schema', 'metadata.schema');

/** Every reply that a command is sure to get or may get; several rules of one tag: several replies, in this order. */
export const MARIMO_REPLIES: readonly ReplyRule[] = [
  byRequestId('list-sql-tables', 'sql-table-list-preview', ...SQL_CONNECTION, SQL_SCHEMA),
  byRequestId('list-sql-schemas', 'sql-schema-list-preview', ...SQL_CONNECTION),
  byRequestId('preview-sql-table', 'sql-table-preview', ...SQL_CONNECTION, SQL_SCHEMA),
  byRequestId('storage-list-entries', 'storage-entries', repeat('namespace'), repeat('prefix')),
  byRequestId('storage-download', 'storage-download-ready'),
  byRequestId('validate-sql', 'validate-sql-result'),
  byRequestId('list-secret-keys', 'secret-keys-result'),
  byRequestId('discover-data-sources', 'data-source-discovery-result'),
  {
    tag: 'invoke-function',
    channel: 'control',
    reply: 'function-call-result',
    key: repeat('functionCallId', 'function_call_id'),
    repeats: [],
    owed: 'each',
  },
  outcome('invoke-function'),
  {
    tag: 'preview-dataset-column',
    channel: 'control',
    reply: 'data-column-preview',
    key: repeat('columnName', 'column_name'),
    repeats: [repeat('tableName', 'table_name')],
    owed: 'each',
  },
  byOrder('clear-cache', 'cache-cleared'),
  byOrder('get-cache-info', 'cache-info'),
  { ...run('execute-scratchpad'), key: repeat('runId', 'run_id') },
  run('execute-cells'),
  run('execute-stale-cells'),
  run('create-notebook'),
  run('sync-graph'),
  outcome('edit-cells'),
  outcome('delete-cell'),
  outcome('rename-notebook'),
  outcome('update-cell-config'),
  // Merged with their neighbours, and a token that was seen before is dropped: one reply for several commands. What
  // came on ui_element waits for the next such command on control, and is merged with it.
  run('update-ui-element', 'perhaps'),
  outcome('model', 'perhaps'),
  { ...run('update-ui-element', 'perhaps'), channel: 'ui_element' },
  { ...outcome('model', 'perhaps'), channel: 'ui_element' },
  run('install-packages'),
  {
    tag: 'code-completion',
    channel: 'completion',
    reply: 'completion-result',
    key: repeat('id', 'completion_id'),
    repeats: [],
    owed: 'last',
  },
];

/** Every command that nothing answers, and why. */
export const MARIMO_SILENT: readonly SilentCommand[] = [
  { tag: 'stop-kernel', channel: 'control', because: 'the process exits', shows: 'exit' },
  { tag: 'update-user-config', channel: 'control', because: 'the settings change, and nothing says so' },
  { tag: 'debug-cell', channel: 'control', because: 'without a stored traceback there is nothing to debug' },
  { tag: 'refresh-secrets', channel: 'control', because: 'the secrets are read again, and nothing says so' },
  {
    tag: 'list-data-source-connection',
    channel: 'control',
    because: 'an unknown engine is only logged',
    shows: 'log',
  },
  {
    tag: 'code-completion',
    channel: 'control',
    because: 'the type of the channel takes it, but no handler is there: logged as an unknown request',
    shows: 'log',
  },
  {
    tag: 'set-breakpoints',
    channel: 'control',
    because: 'the type of the channel takes it, but no handler is there: logged as an unknown request',
    shows: 'log',
  },
  { tag: 'set-breakpoints', channel: 'completion', because: 'the debugger takes them, and nothing says so' },
];

/**
 * Commands that change cells or run them. What the code itself raises is told as its output and fails no command; cells
 * that are not there are passed over.
 */
export const MARIMO_FEASIBLE: readonly FeasibleCommand[] = [
  { tag: 'execute-cells', channel: 'control' },
  { tag: 'execute-stale-cells', channel: 'control' },
  { tag: 'sync-graph', channel: 'control', within: { list: 'runIds', map: 'cells' } },
  { tag: 'edit-cells', channel: 'control' },
  { tag: 'delete-cell', channel: 'control' },
];

/** The function that gives its argument back, whatever it is; python/setup_cell.py registers it. */
export const MARIMO_ECHO: EchoFunction = { namespace: 'skewfuzz', functionName: 'echo', argument: 'v' };

/** The function that writes texts to the stream as they are; python/setup_cell.py registers it. */
export const MARIMO_SEND: EchoFunction = { namespace: 'skewfuzz', functionName: 'send', argument: 'v' };

/** The function that raises the error whose name it gets, of a closed list; python/setup_cell.py registers it. */
export const MARIMO_FAIL: EchoFunction = { namespace: 'skewfuzz', functionName: 'fail', argument: 'v' };

/** The functions that show what came on a channel that nothing answers; python/setup_cell.py registers them. */
export const MARIMO_READERS: readonly ChannelReader[] = [
  {
    channel: 'ui_element',
    namespace: 'skewfuzz',
    functionName: 'ui',
    argument: 'v',
    item: 'msgpack-base64',
    end: ['token'],
  },
  { channel: 'input', namespace: 'skewfuzz', functionName: 'inputs', argument: 'v', item: 'text', end: [] },
];

/** What marimo says of the code that it runs. */
export const MARIMO_RUNS: RunRules = {
  channel: 'control',
  address: ['request', 'url', 'path'],
  alone: { tag: 'execute-scratchpad', code: 'code', id: 'runId' },
  cells: { tag: 'execute-cells', ids: 'cellIds', codes: 'codes', time: 'timestamp' },
  completion: { op: 'completed-run', id: 'run_id' },
  interrupted: 'interrupted',
  output: {
    op: 'cell-op',
    cell: 'cell_id',
    status: 'status',
    statuses: ['queued', 'running', 'idle'],
    texts: ['output', 'console'],
  },
  limiting: ['update-user-config'],
  unsettling: [
    'update-cell-config',
    'create-notebook',
    'execute-stale-cells',
    'sync-graph',
    'edit-cells',
    'delete-cell',
    'debug-cell',
    'update-ui-element',
    'model',
    'install-packages',
  ],
  // Since every completion has an id, those of other commands are UUIDs.
  ownId: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u,
};

/** The elements and models that python/setup_cell.py registers, and the function that shows what became of each. */
export const MARIMO_STATE: StateReader = {
  namespace: 'skewfuzz',
  functionName: 'state',
  argument: 'v',
  channel: 'control',
  copies: 'ui_element',
  token: 'token',
  elements: {
    tag: 'update-ui-element',
    ids: 'objectIds',
    values: 'values',
    known: ['skewfuzz-element-1', 'skewfuzz-element-2', 'skewfuzz-element-3'],
    parts: ['skewfuzz-part-1', 'skewfuzz-part-2'],
  },
  models: {
    tag: 'model',
    id: 'modelId',
    message: 'message',
    state: 'state',
    paths: 'bufferPaths',
    buffers: 'buffers',
    known: ['skewfuzz-model-1', 'skewfuzz-model-2'],
  },
  widget: {
    functionName: 'widget',
    op: 'model-lifecycle',
    id: 'model_id',
    message: 'message',
    state: 'state',
    paths: 'buffer_paths',
    buffers: 'buffers',
  },
};
