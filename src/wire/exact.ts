import type { Codec } from './codec.js';
import { decode } from './decode.js';
import { encode } from './encode.js';

/** The codec of this room: it loses nothing. */
export const exact: Codec = { name: 'exact', encode, decode, loses: [] };
