import { ARRAY_FORMS, INT_FORMS, MAP_FORMS } from './forms.js';
import type { ArrayHeader, IntHeader, MapHeader } from './value.js';
import { WireError } from './wireError.js';

/** The members of a JSON object; a map, so that no name of a hostile one means anything. */
export type Members = ReadonlyMap<string, unknown>;

export function membersOf(json: unknown): Members {
  return new Map(typeof json === 'object' && json !== null ? Object.entries(json) : []);
}

/** How a length was to be written. */
interface FormOf<Header> {
  readonly header?: Header;
  readonly declared?: number;
}

interface Named<Header> {
  readonly name: Header;
}

/** The form that {@link EXT_FORMS} leaves out. */
export const FIXEXT: Named<'fixext'> = { name: 'fixext' };

/** The `header` of an int. */
export function intForm(members: Members, path: string): { readonly header?: IntHeader } {
  checkMembers(members, ['$int', 'header'], path);
  return headerOf(members, INT_FORMS, path);
}

/** The `header` and `declared` of an array, of the tagged one or of the token of a prefix. */
export function arrayForm(members: Members, path: string): FormOf<ArrayHeader> {
  return formOf(members, '$array', ARRAY_FORMS, path);
}

/** The same of a map. */
export function mapForm(members: Members, path: string): FormOf<MapHeader> {
  return formOf(members, '$map', MAP_FORMS, path);
}

/** The `header` and `declared` beside a tag. */
export function formOf<Header extends string>(
  members: Members,
  tag: string,
  forms: readonly Named<Header>[],
  path: string,
): FormOf<Header> {
  checkMembers(members, [tag, 'header', 'declared'], path);
  const header = headerOf(members, forms, path);
  const declared = members.get('declared');
  if (declared === undefined) return header;
  if (
    typeof declared === 'number' &&
    Number.isInteger(declared) &&
    declared >= 0 &&
    declared <= 0xffff_ffff
  ) {
    return { ...header, declared };
  }
  throw expected(`${path}.declared`, 'a length from 0 to 4294967295', declared);
}

function headerOf<Header extends string>(
  members: Members,
  forms: readonly Named<Header>[],
  path: string,
): { readonly header?: Header } {
  const named = members.get('header');
  if (named === undefined) return {};
  const form = forms.find(({ name }) => name === named);
  if (form !== undefined) return { header: form.name };
  throw expected(`${path}.header`, `one of ${forms.map(({ name }) => name).join(', ')}`, named);
}

/** Refuses members that would be lost. */
export function checkMembers(members: Members, known: readonly string[], path: string): void {
  const unknown = [...members.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) throw expected(path, `no members but ${known.join(', ')}`, unknown);
}

/** The error for JSON that stands for no wire value. */
export function expected(path: string, what: string, came: unknown): WireError {
  return new WireError('tagged', `${path}: expected ${what}; got ${shown(came)}`, { path });
}

/** One line, whatever came: JSON's own writer would recurse into it. */
function shown(came: unknown): string {
  if (Array.isArray(came)) return `an array of ${came.length}`;
  if (typeof came === 'object' && came !== null)
    return `an object with ${Object.keys(came).slice(0, 5).join(', ')}`;
  const text = typeof came === 'string' ? JSON.stringify(came) : String(came);
  return text.length > 80 ? `${text.slice(0, 80)}... (${text.length} characters)` : text;
}
