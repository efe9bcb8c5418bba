import type { WireValue } from '../wire/index.js';
import type { Draw } from './draw.js';

/** Makes a part of a message. */
export type Maker = (making: Making) => WireValue;

/** One message in the making. */
export interface Making {
  readonly draw: Draw;
  /** Which message of its case it is: part of its ids, so that no two messages are alike. */
  readonly number: number;
  /** How many bytes it may take, roughly; only what is large on purpose needs to look. */
  readonly room: number;
  style: Style;
  /** How many records deep. */
  depth: number;
  /** The length that the lists of one record share; null where each has its own. */
  length: number | null;
}

/** What leaves are made of, where it matters to a shape; everything left out is everyday. */
export interface Style {
  readonly text?: Maker;
  readonly int?: Maker;
  readonly float?: Maker;
  readonly bytes?: Maker;
  readonly any?: Maker;
  readonly code?: Maker;
  /** Optional fields are written, and lists hold something. */
  readonly generous?: boolean;
}

export const EVERYDAY: Style = {};
export const GENEROUS: Style = { generous: true };
