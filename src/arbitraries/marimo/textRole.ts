import { textOf, type Entry, type WireValue } from '../../wire/index.js';
import type { Making } from '../making.js';
import { only, type LeafRole, type Role } from '../role.js';

const utf8 = new TextEncoder();

export function str(value: string): WireValue {
  return { kind: 'str', bytes: utf8.encode(value) };
}

/** Names that begin with this name nothing, anywhere. */
export const NO_SUCH = 'no-such-';

/** Whether each str in a value passes; ill-formed ones do, because decoders refuse them. */
export function everyText(value: WireValue, allows: (text: string) => boolean): boolean {
  if (value.kind === 'array') return value.items.every((item) => everyText(item, allows));
  if (value.kind === 'map') return value.entries.flat().every((part) => everyText(part, allows));
  const text = value.kind === 'str' ? textOf(value.bytes) : null;
  return text === null || allows(text);
}

/** Text that passes a test, else another. */
export function textOnly(
  about: string,
  allows: (text: string) => boolean,
  instead: (making: Making) => string,
): LeafRole {
  return only(
    about,
    (value) => everyText(value, allows),
    (making) => str(instead(making)),
  );
}

/** Whether a decoder takes a value as texts by text; with any other key or item it refuses the whole. */
export function isTextByText(entries: readonly Entry[]): boolean {
  return entries.flat().every((part) => part.kind === 'str' && textOf(part.bytes) !== null);
}

export const noItems: LeafRole = only(
  'an empty list',
  (value) => value.kind !== 'array' || value.items.length === 0,
  () => ({ kind: 'array', items: [] }),
);

/** One of a few values; nothing else that its decoder could take. */
export function oneOf(about: string, ...allowed: readonly WireValue[]): Role {
  const matches = (value: WireValue) =>
    allowed.some((one) => same(one, value)) || !decodesLike(allowed, value);
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
