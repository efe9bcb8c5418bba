import { describe, expect, it } from 'vitest';

import { newestMarimoSchema, startupDocument } from '../../src/kernels/index.js';

const PORTS = { control: 1, ui_element: 2, completion: 3, input: 4, stream: 5 };

/** What a real kernel was seen to start with; a document may hold more, and other settings of taste. */
const KNOWN_TO_WORK = {
  configs: {},
  app_metadata: { queryParams: {}, cliArgs: {}, appConfig: {} },
  log_level: 30,
  profile_path: null,
  parent_pid: 99,
  connection_info: { ...PORTS, win32_interrupt: null },
  user_config: {
    completion: { copilot: false },
    display: { theme: 'light', default_table_page_size: 10, default_table_max_columns: 50 },
    runtime: {
      auto_instantiate: false,
      auto_reload: 'off',
      on_cell_change: 'autorun',
      watcher_on_save: 'lazy',
      output_max_bytes: 8_000_000,
      std_stream_max_bytes: 1_000_000,
      default_sql_output: 'auto',
    },
    save: { autosave: 'off', format_on_save: false },
    server: { follow_symlink: false },
    package_management: { manager: 'pip' },
  },
};

describe('startupDocument', () => {
  it('holds all that a kernel needs, with settings that do nothing by themselves', () => {
    const document: unknown = JSON.parse(startupDocument({ ports: PORTS, parentPid: 99 }));
    expect(document).toMatchObject(KNOWN_TO_WORK);
  });

  it('has every required field of the type and leaves the others out', () => {
    const document: unknown = JSON.parse(startupDocument({ ports: PORTS, parentPid: 99 }));
    const { types } = newestMarimoSchema();
    const required = types['KernelArgs']?.fields.flatMap((field) =>
      field.default === null ? [field.name] : [],
    );
    expect(Object.keys(document ?? {}).toSorted()).toEqual([...(required ?? []), 'parent_pid'].toSorted());
  });

  it('serves a protocol that has no start-up type of its own', () => {
    const own = { ...newestMarimoSchema(), startup: null };
    expect(startupDocument({ ports: PORTS, parentPid: 99 }, own)).toBe(
      startupDocument({ ports: PORTS, parentPid: 99 }),
    );
  });
});
