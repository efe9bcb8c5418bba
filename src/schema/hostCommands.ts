import { HOST_TAGS } from './appHost.js';

/** A message on `mgmt`, as a JSON object: the host's own decoder knows its fields by name. */
export type HostCommand = Readonly<Record<string, unknown>>;

/** WARNING, as of any kernel; the newest session sets it for the whole process. */
export const LOG_LEVEL = 30;

/** A session's settings: the fewest that every release of marimo takes, none of which runs code by itself. */
const SETTINGS = {
  completion: { activate_on_typing: true, copilot: false, signature_hint_on_typing: false },
  display: {
    theme: 'light',
    code_editor_font_size: 14,
    cell_output: 'below',
    default_width: 'medium',
    dataframes: 'rich',
    default_table_page_size: 10,
    default_table_max_columns: 50,
  },
  formatting: { line_length: 79 },
  keymap: { preset: 'default' },
  runtime: {
    auto_instantiate: false,
    auto_reload: 'off',
    reactive_tests: false,
    on_cell_change: 'autorun',
    watcher_on_save: 'lazy',
    output_max_bytes: 8_000_000,
    std_stream_max_bytes: 1_000_000,
    default_sql_output: 'auto',
  },
  save: { autosave: 'off', autosave_delay: 1000, format_on_save: false },
  server: { browser: 'default', follow_symlink: false },
  package_management: { manager: 'pip' },
};

/**
 * Creates a session. Up to 0.23.1 a field had another name and type: both stand here, and each release ignores the
 * one that it does not know.
 */
export function createCommand(session: string): HostCommand {
  return {
    type: HOST_TAGS.create,
    session_id: session,
    configs: {},
    app_metadata: { queryParams: {}, cliArgs: {}, appConfig: {} },
    user_config: SETTINGS,
    virtual_file_storage: null,
    virtual_files_supported: true,
    redirect_console_to_browser: true,
    log_level: LOG_LEVEL,
  };
}

export function stopCommand(session: string): HostCommand {
  return { type: HOST_TAGS.stop, session_id: session };
}

export function shutdownCommand(): HostCommand {
  return { type: HOST_TAGS.shutdown };
}

/** A message on `mgmt` as it is surely taken; fields that nobody knows are ignored. Null: it may be refused. */
export type HostRequest =
  { readonly kind: 'create' | 'stop'; readonly session: string } | { readonly kind: 'shutdown' };

/** What a JSON value on `mgmt` asks for. */
export function hostRequest(message: unknown): HostRequest | null {
  if (typeof message !== 'object' || message === null) return null;
  const session: unknown = Reflect.get(message, 'session_id');
  switch (Reflect.get(message, 'type')) {
    case HOST_TAGS.shutdown:
      return { kind: 'shutdown' };
    case HOST_TAGS.stop:
      return typeof session === 'string' ? { kind: 'stop', session } : null;
    case HOST_TAGS.create:
      return typeof session === 'string' && isWhole(message, createCommand(session))
        ? { kind: 'create', session }
        : null;
    default:
      return null;
  }
}

/** Only what stands in it as it does in a command of our own is known to be taken. */
function isWhole(message: object, own: HostCommand): boolean {
  return Object.entries(own).every(
    ([name, value]) => JSON.stringify(Reflect.get(message, name)) === JSON.stringify(value),
  );
}
