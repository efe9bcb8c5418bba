import { nil, textOf, type Entry, type WireValue } from '../wire/index.js';
import { isClosedGrammar } from './closedGrammar.js';
import { codeValue } from './code.js';
import type { Making } from './making.js';
import { each, fields, free, only, type LeafRole, type RecordRole, type Role } from './role.js';

/*
 * What is harmless in each of marimo's commands, tag by tag. A tag or a field that is not listed here is new to us:
 * it is neither generated for a real kernel nor let through to one, until somebody has read what the kernel does with
 * it. The wire names are marimo's; their types come from the snapshot.
 */

const utf8 = new TextEncoder();

function str(value: string): WireValue {
  return { kind: 'str', bytes: utf8.encode(value) };
}

/** Cells with this prefix belong to the host, which answers for what it put there. */
export const HOST_PREFIX = 'skewfuzz';
/** The cell in which the host registers what it needs for judging; no command may take it away. */
export const SETUP_CELL = 'skewfuzz-setup';
/** Cells that are never given any code: what needs a cell that ran does nothing with them. */
export const NEVER_RUN_PREFIX = 'never-run-';

/** Names that begin with this name nothing, anywhere. */
const NO_SUCH = 'no-such-';

/** Whether each str in a value passes; ill-formed ones do, because decoders refuse them. */
function everyText(value: WireValue, allows: (text: string) => boolean): boolean {
  switch (value.kind) {
    case 'str': {
      const text = textOf(value.bytes);
      return text === null || allows(text);
    }
    case 'array':
      return value.items.every((item) => everyText(item, allows));
    case 'map':
      return value.entries.every(([key, item]) => everyText(key, allows) && everyText(item, allows));
    default:
      return true;
  }
}

function textOnly(about: string, allows: (text: string) => boolean, instead: (making: Making) => string): LeafRole {
  return only(
    about,
    (value) => everyText(value, allows),
    (making) => str(instead(making)),
  );
}

/** Code that a cell runs. */
const cellCode: LeafRole = {
  kind: 'leaf',
  about: 'code of the closed grammar',
  always: true,
  draw: (making) => (making.style.code ?? codeValue)(making),
  allows: (value) => everyText(value, isClosedGrammar),
};

const DOCUMENT_CHARS = 2_000;

/** Code that is looked at and not run; its reader takes time that grows faster than the text. */
const document: LeafRole = {
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
const CELLS: readonly string[] = ['c0', 'c1', 'c2', 'c3', 'c4', 'Hbol', 'setup', '__scratch__', '', 'é😀', 'a/b', ' '];

const idOfCell = textOnly(
  `a cell's id that begins with neither ${HOST_PREFIX} nor ${NEVER_RUN_PREFIX}`,
  (id) => !id.startsWith(HOST_PREFIX) && !id.startsWith(NEVER_RUN_PREFIX),
  ({ draw }) => draw.pick(CELLS),
);

const cellId: LeafRole = {
  ...idOfCell,
  always: true,
  draw(making, usual) {
    const tricky = making.style.text !== undefined && making.draw.chance(1, 2);
    return tricky ? idOfCell.draw(making, usual) : str(making.draw.pick(CELLS));
  },
};

/** The debugger, once it has a stored traceback, waits for input and serves nothing else. */
const idOfNoCell = textOnly(
  `the id of a cell that was never run: ${NEVER_RUN_PREFIX}…`,
  (id) => id.startsWith(NEVER_RUN_PREFIX),
  ({ draw, number }) => `${NEVER_RUN_PREFIX}${draw.pick(['', 'é', '😀', String(number)])}`,
);

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

/** Whether a decoder takes a value as texts by text; with any other key or item it refuses the whole. */
function isTextByText(entries: readonly Entry[]): boolean {
  return entries.flat().every((part) => part.kind === 'str' && textOf(part.bytes) !== null);
}

const noPackages = only(
  'an empty map: nothing is installed',
  (value) => value.kind !== 'map' || value.entries.length === 0 || !isTextByText(value.entries),
  () => ({ kind: 'map', entries: [] }),
);

const noItems = only(
  'an empty list',
  (value) => value.kind !== 'array' || value.items.length === 0,
  () => ({ kind: 'array', items: [] }),
);

/** What is registered in a kernel are identifiers; those of the host block or forget, its echo only answers. */
const functionName = textOnly(
  'echo, or no identifier',
  (name) => name === 'echo' || !/^\w+$/.test(name),
  ({ draw }) => draw.pick(['echo', 'no-such-function', '']),
);

const namespace: LeafRole = {
  ...textOnly('any namespace', () => true, () => HOST_PREFIX),
  always: true,
  // What the echo returns is the one way to see any value come back from a real kernel.
  draw: (making, usual) => (making.draw.chance(3, 4) ? str(HOST_PREFIX) : usual(making)),
};

const echoName: LeafRole = {
  ...functionName,
  always: true,
  draw: (making, usual) => (making.draw.chance(3, 4) ? str('echo') : functionName.draw(making, usual)),
};

const echoArguments: LeafRole = {
  ...only('any arguments', () => true, () => ({ kind: 'map', entries: [] })),
  always: true,
  draw(making, usual) {
    const value = usual(making);
    if (value.kind !== 'map' || making.draw.chance(1, 4)) return value;
    const [first] = value.entries;
    return { kind: 'map', entries: [[str('v'), first?.[1] ?? (making.style.any ?? usual)(making)]] };
  },
};

/** `usual` code for each cell; the host's own cell is always named, for cells that are not named are deleted. */
const syncedCells: LeafRole = {
  kind: 'leaf',
  about: `code of the closed grammar by cell, ${SETUP_CELL} among the cells`,
  always: true,
  draw(making, usual) {
    const others = usual(making);
    const setup: Entry = [str(SETUP_CELL), str('')];
    return { kind: 'map', entries: others.kind === 'map' ? [setup, ...others.entries.map(coded(making))] : [setup] };
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


/** One of a few values; nothing else that its decoder could take. */
function oneOf(about: string, ...allowed: readonly WireValue[]): Role {
  const matches = (value: WireValue) => allowed.some((one) => same(one, value)) || !decodesLike(allowed, value);
  return only(`${about}, or what does not exist: no-such-…`, matches, ({ draw }) => draw.pick(allowed));
}

function same(a: WireValue, b: WireValue): boolean {
  if (a.kind === 'str' && b.kind === 'str') return textOf(a.bytes) === textOf(b.bytes);
  if (a.kind === 'bool' && b.kind === 'bool') return a.value === b.value;
  return a.kind === b.kind && a.kind === 'nil';
}

/** Values of another kind than these are refused by the decoder, and names of nothing name nothing. */
function decodesLike(allowed: readonly WireValue[], value: WireValue): boolean {
  if (value.kind === 'str' && isNoSuch(textOf(value.bytes))) return false;
  return allowed.some(({ kind }) => kind === value.kind);
}

/** Null: ill-formed, and refused for that. */
function isNoSuch(name: string | null): boolean {
  return name === null || name.startsWith(NO_SUCH);
}

const off: WireValue = { kind: 'bool', value: false };

/** Limits of what a cell may print, in bytes: what other commands answer must still fit. */
const outputLimit: Role = only(
  'from a million to ten million',
  (value) => value.kind !== 'int' || (value.value >= 1_000_000n && value.value <= 10_000_000n),
  ({ draw }) => ({ kind: 'int', value: BigInt(draw.between(1_000_000, 10_000_000)) }),
);

const runtimeConfig: RecordRole = fields({
  auto_instantiate: free,
  // Watches and reloads modules.
  auto_reload: oneOf('off', str('off')),
  // Runs a test runner over cells.
  reactive_tests: oneOf('false', off),
  on_cell_change: oneOf('autorun', str('autorun')),
  watcher_on_save: free,
  output_max_bytes: outputLimit,
  std_stream_max_bytes: outputLimit,
  serve_cached_sessions_in_apps: free,
  // Puts folders on the module path, and reads files into the environment.
  pythonpath: noItems,
  dotenv: noItems,
  default_sql_output: free,
  default_auto_download: noItems,
  default_csv_encoding: free,
  show_tracebacks: free,
});

/** Settings of the editor alone do nothing in a kernel; those that name programs, files, hosts or keys are kept out. */
const userConfig: RecordRole = fields({
  completion: fields({
    activate_on_typing: free,
    signature_hint_on_typing: free,
    copilot: oneOf('false', off),
    auto_close_pairs: free,
  }),
  display: fields({
    theme: free,
    code_editor_font_size: free,
    cell_output: free,
    default_width: free,
    dataframes: free,
    custom_css: noItems,
    default_table_page_size: free,
    default_table_max_columns: free,
    reference_highlighting: free,
    code_lens: free,
    locale: free,
  }),
  formatting: fields({ line_length: free }),
  keymap: fields({ preset: free, overrides: free, vimrc: oneOf('nil', nil), destructive_delete: free }),
  runtime: runtimeConfig,
  save: fields({ autosave: oneOf('off', str('off')), autosave_delay: free, format_on_save: free }),
  server: fields({
    browser: oneOf('default', str('default')),
    follow_symlink: oneOf('false', off),
    disable_file_downloads: free,
    transport: free,
  }),
  package_management: fields({ manager: oneOf('pip', str('pip')) }),
  diagnostics: fields({ enabled: free, sql_linter: free }),
  datasources: fields({ auto_discover_schemas: free, auto_discover_tables: free, auto_discover_columns: free }),
  sharing: fields({ html: free, wasm: free, molab: free }),
});

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
  'sync-graph': fields({ cells: syncedCells, runIds: each(cellId), deleteIds: each(cellId), timestamp: free }),
  'edit-cells': fields({ codes: each(cellCode, cellId), configs, deleteIds: each(cellId) }),
  'delete-cell': fields({ cellId }),
  'update-cell-config': fields({ configs }),
  'debug-cell': fields({ cellId: idOfNoCell, request: free }),
  'set-breakpoints': fields({ breakpoints: each(free, cellId), request: free }),
  'rename-notebook': fields({ filename: fileName }),
  'update-ui-element': updateUiElement,
  model: fields({ modelId: free, message: free, buffers: free, token: free }),
  'invoke-function': fields({ functionCallId: free, namespace, functionName: echoName, args: echoArguments }),
  'install-packages': fields({ manager: packageManager, versions: noPackages, indexUrls: noItems, source: free }),
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
  'storage-list-entries': fields({ requestId: free, namespace: engine, limit: free, prefix: free, pageToken: free }),
  'storage-download': fields({ requestId: free, namespace: engine, path: free, preview: free }),
  'discover-data-sources': fields({ requestId: free }),
  'list-secret-keys': fields({ requestId: free }),
  'refresh-secrets': fields({}),
  'clear-cache': fields({}),
  'get-cache-info': fields({}),
  'update-user-config': fields({ config: userConfig }),
  'code-completion': fields({ id: free, document, cellId }),
};
