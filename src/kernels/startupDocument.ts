import type { Schema } from '../schema/index.js';
import { bool, int, jsonText, text, type WireValue } from '../wire/index.js';
import type { Ports } from './connection.js';
import { newestMarimoSchema } from './marimoRelease.js';
import { notJson } from './notJson.js';
import { smallestValue } from './smallestValue.js';

/** What a kernel must know of its host to start. */
export interface Startup {
  readonly ports: Ports;
  /** The process that a kernel must not outlive. */
  readonly parentPid: number;
}

// Where the smallest value would make a kernel run code by itself, say nothing, or cut its answers short.
const CHOICES = new Map<string, WireValue>([
  ['log_level', int(30)],
  ['user_config.runtime.auto_instantiate', bool(false)],
  ['user_config.runtime.auto_reload', text('off')],
  ['user_config.runtime.on_cell_change', text('autorun')],
  ['user_config.runtime.output_max_bytes', int(8_000_000)],
  ['user_config.runtime.std_stream_max_bytes', int(1_000_000)],
  ['user_config.runtime.default_sql_output', text('auto')],
  ['user_config.display.theme', text('light')],
  ['user_config.display.default_table_page_size', int(10)],
  ['user_config.display.default_table_max_columns', int(50)],
  ['user_config.save.autosave', text('off')],
  ['user_config.completion.copilot', bool(false)],
]);

/**
 * The JSON document that a kernel reads on stdin: a smallest value of the start-up type of a schema, by default that
 * of the newest marimo, which every kernel that speaks the contract must be able to read.
 */
export function startupDocument(
  { ports, parentPid }: Startup,
  schema: Schema = newestMarimoSchema(),
): string {
  if (schema.startup === null) {
    return startupDocument({ ports, parentPid });
  }
  const value = smallestValue(schema, schema.startup.type, (path) => {
    if (path === 'parent_pid') {
      return int(parentPid);
    }
    const port: unknown = path.startsWith('connection_info.')
      ? Reflect.get(ports, path.slice('connection_info.'.length))
      : undefined;
    return typeof port === 'number' ? int(port) : CHOICES.get(path);
  });
  return jsonText(value, notJson);
}
