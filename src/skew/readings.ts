import type { Type } from '../schema/index.js';
import type { Claim } from './level.js';

/** What is written as one kind and read as another, per codec. */
export interface Reading {
  readonly msgpack: Claim;
  readonly json: Claim;
}

type Pair = `${Type['kind']} as ${Type['kind']}`;

const ROUNDED = both('loses', 'an int becomes a float: beyond 2^53 it is rounded');
const AS_TEXT = both('safe', 'it is text on the wire, and stays text');
const AS_ARRAY = both('safe', 'the same array on the wire');
const ONCE = both('loses', 'what stands twice is kept once');

/** The pairs of different kinds that a reader takes; every other pair is refused. */
export const READINGS: Readonly<Partial<Record<Pair, Reading>>> = {
  'int as float': ROUNDED,
  'int as decimal': both('safe', 'a decimal is read from an int'),
  'float as decimal': both('safe', 'a decimal is read from a float'),
  'bytes as str': {
    msgpack: { level: 'breaks', because: 'bin comes where str is expected' },
    json: { level: 'loses', because: 'bytes become the text of their base64' },
  },
  'date as str': AS_TEXT,
  'time as str': AS_TEXT,
  'timedelta as str': AS_TEXT,
  'uuid as str': AS_TEXT,
  'decimal as str': AS_TEXT,
  'datetime as str': {
    msgpack: { level: 'breaks', because: 'a time with a zone is an ext, and str is expected' },
    json: { level: 'safe', because: 'it is text on the wire, and stays text' },
  },
  'list as sequence': AS_ARRAY,
  'sequence as list': AS_ARRAY,
  'set as list': AS_ARRAY,
  'set as sequence': AS_ARRAY,
  'tuple as list': AS_ARRAY,
  'tuple as sequence': AS_ARRAY,
  'list as set': ONCE,
  'sequence as set': ONCE,
  'tuple as set': ONCE,
};

function both(level: Claim['level'], because: string): Reading {
  return { msgpack: { level, because }, json: { level, because } };
}
