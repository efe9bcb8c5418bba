import { nil, type WireValue } from '../../wire/index.js';
import { fields, free, only, type RecordRole, type Role } from '../role.js';
import { noItems, oneOf, str } from './textRole.js';

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
export const userConfig: RecordRole = fields({
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
  datasources: fields({
    auto_discover_schemas: free,
    auto_discover_tables: free,
    auto_discover_columns: free,
  }),
  sharing: fields({ html: free, wasm: free, molab: free }),
});
