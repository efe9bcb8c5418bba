import { describe, expect, it } from 'vitest';
import { isHarmless, isStop, isStopValue } from '../../src/arbitraries/index.js';
import type { Schema } from '../../src/schema/index.js';
import {
  array,
  bin,
  bool,
  encode,
  int,
  map,
  nil,
  raw,
  record,
  text,
  type WireValue,
} from '../../src/wire/index.js';
import { every, marimo } from './schemas.js';

function because(value: WireValue, channel = 'control', schema: Schema = marimo): string | null {
  const judged = isHarmless(schema, channel, encode(value));
  return judged.kind === 'harmless' ? null : judged.because;
}

function command(type: string, fields: Readonly<Record<string, WireValue>>): WireValue {
  return record({ type: text(type), ...fields });
}

const none = map([]);
const harmful = text('import os');

/** A command for each place in which code can stand. */
function commands(code: WireValue): readonly WireValue[] {
  return [
    command('execute-scratchpad', { code }),
    command('execute-cells', { cellIds: array([text('a'), text('b')]), codes: array([text('1'), code]) }),
    command('sync-graph', {
      cells: map([
        [text('skewfuzz-setup'), text('')],
        [text('a'), code],
      ]),
      runIds: array([]),
      deleteIds: array([]),
    }),
    command('edit-cells', { codes: map([[text('a'), code]]), configs: none, deleteIds: array([]) }),
    command('create-notebook', {
      executionRequests: array([command('execute-cell', { cellId: text('a'), code })]),
      cellIds: array([text('a')]),
      setUiElementValueRequest: command('update-ui-element', { objectIds: array([]), values: array([]) }),
      autoRun: bool(true),
    }),
    command('execute-scratchpad', {
      code: text('1'),
      notebookCells: array([record({ id: text('a'), code, name: text(''), config: none })]),
    }),
  ];
}

function completing(code: WireValue): WireValue {
  return command('code-completion', { id: text('1'), cellId: text('a'), document: code });
}

function twice(first: WireValue, second: WireValue): WireValue {
  return map([
    [text('code'), first],
    [text('type'), text('execute-scratchpad')],
    [text('code'), second],
  ]);
}

function install(versions: WireValue, manager = 'pip', indexUrls: readonly WireValue[] = []): WireValue {
  return command('install-packages', { manager: text(manager), versions, indexUrls: array(indexUrls) });
}

describe('isHarmless', () => {
  it('lets closed code through, and no other, wherever a command carries code', () => {
    for (const value of commands(text('print(1)'))) expect(because(value)).toBeNull();
    for (const value of commands(harmful)) expect(because(value)).toContain('closed grammar');
    expect(because(completing(text('x.')), 'completion')).toBeNull();
    expect(because(completing(harmful), 'completion')).toContain('closed grammar');
    expect(because(completing(text(`"${'a'.repeat(2000)}"`)), 'completion')).toContain('2000 characters');
  });

  it('looks at every one of several equal keys, and at tags wherever they stand', () => {
    expect(because(twice(text('1'), text('2')))).toBeNull();
    expect(because(twice(harmful, text('1')))).toContain('closed grammar');
    expect(because(twice(text('1'), harmful))).toContain('closed grammar');
    const tags = map([
      [text('type'), text('get-cache-info')],
      [text('type'), text('execute-scratchpad')],
      [text('code'), harmful],
    ]);
    expect(because(tags)).toContain('closed grammar');
  });

  it('takes no notice of how a value is written', () => {
    const wide = map(
      [
        [text('type', { header: 'str32' }), text('execute-scratchpad', { header: 'str16' })],
        [text('code', { header: 'str8' }), text('import os', { header: 'str32' })],
      ],
      { header: 'map32' },
    );
    expect(because(wide)).toContain('closed grammar');
  });

  it('lets through what every decoder refuses as a whole', () => {
    const bytes = encode(command('execute-scratchpad', { code: harmful }));
    const frames = [bytes.slice(0, -1), new Uint8Array([...bytes, 0]), new Uint8Array(), Uint8Array.of(0xc1)];
    for (const frame of frames) expect(isHarmless(marimo, 'control', frame)).toEqual({ kind: 'harmless' });
    expect(because(command('no-such-tag', { code: harmful }))).toBeNull();
    expect(because(record({ code: harmful }))).toBeNull();
    expect(because(command('execute-scratchpad', { code: harmful }), 'completion')).toBeNull();
    expect(because(command('execute-scratchpad', { code: bin(Buffer.from('import os')) }))).toBeNull();
    expect(because(array([text('execute-scratchpad'), harmful]))).toBeNull();
    expect(because(nil)).toBeNull();
    expect(because(command('rename-notebook', { filename: array([text('/etc/passwd')]) }))).toBeNull();
    expect(because(command('debug-cell', { cellId: map([[text('c0'), nil]]) }))).toBeNull();
    expect(because(text('anything'), 'input')).toBeNull();
  });

  it('lets no packages be installed', () => {
    expect(because(install(none))).toBeNull();
    expect(because(install(none, 'no-such-manager'))).toBeNull();
    expect(because(install(map([[text('left-pad'), text('')]])))).toContain('nothing is installed');
    expect(because(install(none, 'uv'))).toContain('pip');
    expect(because(install(none, 'pip', [text('http://127.0.0.1')]))).toContain('empty list');
  });

  it('keeps the debugger, databases, files and settings out of reach', () => {
    const refused: readonly WireValue[] = [
      command('debug-cell', { cellId: text('c0') }),
      command('execute-cells', { cellIds: array([text('never-run-1')]), codes: array([text('1')]) }),
      command('validate-sql', {
        requestId: text('1'),
        query: text("select * from 'x.csv'"),
        onlyParse: bool(false),
        engine: text('__marimo_duckdb'),
      }),
      command('preview-dataset-column', {
        sourceType: text('duckdb'),
        source: text(''),
        tableName: text("read_csv('x')"),
        columnName: text('a'),
      }),
      command('rename-notebook', { filename: text('../x.py') }),
      command('rename-notebook', { filename: text('/tmp/x.py') }),
      command('update-user-config', {
        config: record({ runtime: record({ dotenv: array([text('.env')]) }) }),
      }),
      command('update-user-config', {
        config: record({ runtime: record({ auto_reload: text('autorun') }) }),
      }),
      command('update-user-config', { config: record({ cache: none }) }),
      command('update-user-config', { config: record({ experimental: none }) }),
      command('update-user-config', { config: record({ mcp: none }) }),
    ];
    for (const value of refused) expect(because(value), JSON.stringify(value)).not.toBeNull();
    expect(because(command('debug-cell', { cellId: text('never-run-1') }))).toBeNull();
    expect(because(command('rename-notebook', { filename: text('é😀.py') }))).toBeNull();
  });

  it('lets nothing take away what the host put there', () => {
    const refused: readonly WireValue[] = [
      command('delete-cell', { cellId: text('skewfuzz-setup') }),
      command('sync-graph', { cells: none, runIds: array([]), deleteIds: array([]) }),
      command('execute-cells', { cellIds: array([text('skewfuzz-setup')]), codes: array([text('1')]) }),
      command('invoke-function', {
        functionCallId: text('1'),
        namespace: text('skewfuzz'),
        functionName: text('inputs'),
        args: none,
      }),
    ];
    for (const value of refused) expect(because(value), JSON.stringify(value)).not.toBeNull();
  });

  it('refuses what nobody has judged: a protocol, a channel, a tag, a field', () => {
    expect(because(record({ op: text('leaves') }), 'control', every)).toContain('every-kind');
    expect(because(nil, 'no-such-channel')).toContain('no-such-channel');
    expect(because(nil, 'stream')).toContain('stream');
    expect(because(nil, 'blind', every)).toContain('blind');
    const scratchpad = marimo.types['ExecuteScratchpadCommand'];
    if (scratchpad === undefined) throw new Error('the snapshot has no ExecuteScratchpadCommand');
    const [code] = scratchpad.fields;
    if (code === undefined) throw new Error('ExecuteScratchpadCommand has no fields');
    const newer = (record_: typeof scratchpad): Schema => ({
      ...marimo,
      types: { ...marimo.types, ExecuteScratchpadCommand: record_ },
    });
    const withField = newer({ ...scratchpad, fields: [...scratchpad.fields, { ...code, name: 'before' }] });
    expect(because(command('execute-scratchpad', { code: text('1') }), 'control', withField)).toBeNull();
    expect(
      because(command('execute-scratchpad', { code: text('1'), before: nil }), 'control', withField),
    ).toContain('before');
    const tag = {
      value: { kind: 'str', value: 'run-anything' },
      at: { kind: 'field', name: 'type' },
    } as const;
    expect(
      because(command('run-anything', { code: text('1') }), 'control', newer({ ...scratchpad, tag })),
    ).toContain('run-anything');
  });

  it('answers in a moment for a hundred thousand levels and for ten megabytes', () => {
    const deep = new Uint8Array(200_001).fill(0x91);
    deep[200_000] = 0xc0;
    expect(because(command('get-cache-info', { x: raw(deep) }))).toBeNull();
    expect(
      because(command('execute-scratchpad', { code: text(`len("${'a'.repeat(10 * 2 ** 20)}")`) })),
    ).toBeNull();
  });
});

describe('isStop', () => {
  it('sees the stop command in every form, and wherever it stands', () => {
    const stop = command('stop-kernel', {});
    for (const value of [stop, array([stop]), map([[int(0), stop]]), command('clear-cache', { x: stop })]) {
      expect(isStop(encode(value))).toBe(true);
      expect(isStopValue(value)).toBe(true);
      expect(because(value)).toContain('stops the kernel');
    }
    expect(isStop(new Uint8Array([...encode(stop), 0]))).toBe(true);
  });

  it('takes nothing else for it', () => {
    expect(isStop(encode(command('clear-cache', {})))).toBe(false);
    expect(isStop(new Uint8Array())).toBe(false);
  });
});
