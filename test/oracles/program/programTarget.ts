import type { Target } from '../../../src/oracles/index.js';
import type { Field, RecordType, ReplyRule, Schema, Type } from '../../../src/schema/index.js';
import { record, text, type WireValue } from '../../../src/wire/index.js';

const STR: Type = { kind: 'str' };
const ANY: Type = { kind: 'any' };

function field(name: string, type: Type, required: boolean = true): Field {
  const preset: Field['default'] = required ? null : { kind: 'value', msgpack: 'c0', python: 'NoneType' };
  return { name, attribute: name, type, default: preset };
}

function struct(
  name: string,
  tagField: string | null,
  fields: readonly Field[],
  postInit: boolean = false,
): RecordType {
  return {
    kind: 'record',
    name,
    flavour: 'struct',
    layout: 'map',
    tag:
      tagField === null
        ? null
        : { value: { kind: 'str', value: name }, at: { kind: 'field', name: tagField } },
    fields,
    unknownFields: 'ignored',
    omitDefaults: false,
    hashable: false,
    postInit,
  };
}

const OPTIONAL_STR: Type = { kind: 'union', members: [STR, { kind: 'nil' }] };

const COMMANDS: readonly RecordType[] = [
  struct('list', 'type', [field('requestId', STR), field('engine', STR), field('limit', { kind: 'int' })]),
  struct('run', 'type', [field('code', STR), field('runId', OPTIONAL_STR, false), field('from', ANY, false)]),
  struct('checked', 'type', [field('requestId', STR)], true),
  struct('stop-kernel', 'type', []),
  struct('note', 'type', [field('text', STR)]),
  struct('change', 'type', [field('ids', ANY), field('values', ANY), field('token', OPTIONAL_STR, false)]),
  struct('model', 'type', [
    field('id', STR),
    field('message', ANY),
    field('buffers', ANY),
    field('token', OPTIONAL_STR, false),
  ]),
  struct('cells', 'type', [
    field('ids', { kind: 'list', item: STR }),
    field('codes', { kind: 'list', item: STR }),
  ]),
  struct('sync', 'type', [
    field('cells', { kind: 'dict', key: STR, value: STR }),
    field('runs', { kind: 'list', item: STR }),
  ]),
  struct('invoke-function', 'type', [
    field('functionCallId', STR),
    field('namespace', STR),
    field('functionName', STR),
    field('args', { kind: 'dict', key: STR, value: ANY }),
  ]),
];

const COMPLETIONS = [struct('complete', 'type', [field('id', STR)])];
const TOUCHES = [
  struct('change', 'type', [field('ids', ANY), field('values', ANY), field('token', OPTIONAL_STR, false)]),
  struct('touch', 'type', [
    field('values', { kind: 'list', item: ANY }),
    field('token', OPTIONAL_STR, false),
  ]),
];

const NOTIFICATIONS: readonly RecordType[] = [
  struct('listed', 'op', [field('request_id', STR), field('metadata', ANY)]),
  struct('completed-run', 'op', [field('run_id', OPTIONAL_STR, false)]),
  struct('completion-result', 'op', [field('completion_id', STR)]),
  struct('function-call-result', 'op', [
    field('function_call_id', STR),
    field('return_value', ANY),
    field('status', ANY),
    field('found', { kind: 'bool' }),
  ]),
  struct('cell-op', 'op', [field('console', ANY)]),
  struct('model-lifecycle', 'op', [field('model_id', STR), field('message', ANY)]),
];

function channel(
  name: string,
  direction: 'to-kernel' | 'from-kernel',
  members: readonly RecordType[],
): Schema['channels'][number] {
  const refs = members.map((member): Type => ({ kind: 'ref', name: member.name }));
  const type: Type = refs.length === 0 ? STR : { kind: 'union', members: refs };
  const codec = direction === 'to-kernel' ? 'msgpack' : 'json-in-msgpack-bin';
  return { name, direction, envelope: [{ role: 'body', codec, type }], python: null };
}

const SCHEMA: Schema = {
  protocol: 'program',
  release: '1',
  channels: [
    channel('control', 'to-kernel', COMMANDS),
    channel('completion', 'to-kernel', COMPLETIONS),
    channel('ui_element', 'to-kernel', TOUCHES),
    channel('input', 'to-kernel', []),
    channel('stream', 'from-kernel', NOTIFICATIONS),
  ],
  startup: null,
  types: Object.fromEntries(
    [...COMMANDS, ...COMPLETIONS, ...TOUCHES, ...NOTIFICATIONS].map((type) => [type.name, type]),
  ),
};

function byId(
  tag: string,
  reply: string,
  request: string,
  replied: string,
  more: Partial<ReplyRule> = {},
): ReplyRule {
  return {
    tag,
    channel: 'control',
    reply,
    key: { request: [request], reply: [replied] },
    repeats: [],
    owed: 'each',
    ...more,
  };
}

const REPLIES: readonly ReplyRule[] = [
  byId('list', 'listed', 'requestId', 'request_id', {
    repeats: [
      { request: ['engine'], reply: ['metadata', 'engine'] },
      { request: ['limit'], reply: ['metadata', 'limit'] },
    ],
  }),
  byId('checked', 'listed', 'requestId', 'request_id'),
  byId('run', 'completed-run', 'runId', 'run_id'),
  byId('invoke-function', 'function-call-result', 'functionCallId', 'function_call_id'),
  {
    tag: 'invoke-function',
    channel: 'control',
    reply: 'completed-run',
    key: null,
    repeats: [],
    owed: 'each',
  },
  { tag: 'cells', channel: 'control', reply: 'completed-run', key: null, repeats: [], owed: 'each' },
  byId('complete', 'completion-result', 'id', 'completion_id', { channel: 'completion', owed: 'last' }),
];

/** A program with one command for each way in which a real one answers, or does not. */
export const PROGRAM: Target = {
  name: 'program',
  schema: SCHEMA,
  answers: {
    kind: 'program',
    schema: SCHEMA,
    replies: REPLIES,
    echo: { namespace: 'fuzz', functionName: 'echo', argument: 'v' },
    send: { namespace: 'fuzz', functionName: 'send', argument: 'v' },
    readers: [
      {
        channel: 'ui_element',
        namespace: 'fuzz',
        functionName: 'ui',
        argument: 'v',
        item: 'msgpack-base64',
        end: ['token'],
      },
      { channel: 'input', namespace: 'fuzz', functionName: 'inputs', argument: 'v', item: 'text', end: [] },
    ],
    runs: {
      channel: 'control',
      address: ['from', 'path'],
      alone: { tag: 'run', code: 'code', id: 'runId' },
      cells: { tag: 'cells', ids: 'ids', codes: 'codes', time: 'time' },
      completion: { op: 'completed-run', id: 'run_id' },
      interrupted: 'stopped',
      output: {
        op: 'cell-op',
        cell: 'cell_id',
        status: 'status',
        statuses: ['queued', 'running', 'idle'],
        texts: ['console'],
      },
      limiting: ['note'],
      unsettling: ['checked'],
      ownId: /^[a-z]$/u,
    },
    state: {
      namespace: 'fuzz',
      functionName: 'state',
      argument: 'v',
      channel: 'control',
      copies: 'ui_element',
      token: 'token',
      elements: { tag: 'change', ids: 'ids', values: 'values', known: ['e1', 'e2'], parts: ['p1', 'p2'] },
      models: {
        tag: 'model',
        id: 'id',
        message: 'message',
        state: 'state',
        paths: 'paths',
        buffers: 'buffers',
        known: ['m1'],
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
    },
    feasible: [
      { tag: 'cells', channel: 'control' },
      { tag: 'checked', channel: 'control' },
      { tag: 'sync', channel: 'control', within: { list: 'runs', map: 'cells' } },
    ],
    failureIn: (line) => /^\[E\] failed: (\w+)$/u.exec(line)?.[1] ?? null,
    isRefusal: (line) => line.startsWith('[W] refused'),
  },
};

/** A command or another tagged message. */
export function command(tag: string, fields: Readonly<Record<string, WireValue>> = {}): WireValue {
  return record({ type: text(tag), ...fields });
}

export function call(id: string, functionName: string, argument: WireValue): WireValue {
  return command('invoke-function', {
    functionCallId: text(id),
    namespace: text('fuzz'),
    functionName: text(functionName),
    args: record({ v: argument }),
  });
}
