/** JSON that stands for a wire value: see `toTagged`. */
export type Tagged =
  null | boolean | number | string | readonly Tagged[] | { readonly [name: string]: Tagged };

/** Containers in containers: what is nested deeper is written flat, because JSON's own writers recurse. */
export const MAX_NESTING = 100;
