/** Keywords that the importer takes in. */
const KNOWN =
  '$ref allOf anyOf oneOf discriminator const enum type nullable format contentEncoding ' +
  'minLength maxLength pattern minimum maximum exclusiveMinimum exclusiveMaximum multipleOf ' +
  'items prefixItems additionalItems uniqueItems minItems maxItems ' +
  'properties required additionalProperties propertyNames minProperties maxProperties';
/** Keywords that say nothing about what a type takes. */
const SILENT =
  '$schema $id $anchor $comment $defs definitions components title description default example examples deprecated ' +
  'readOnly writeOnly xml externalDocs contentMediaType openapi info paths servers tags';

const known: ReadonlySet<string> = new Set(KNOWN.split(' '));
const silent: ReadonlySet<string> = new Set(SILENT.split(' '));

/** Whether a keyword restricts what a type takes, in a way that is lost. */
export function isStrange(keyword: string): boolean {
  return !known.has(keyword) && !isSilent(keyword);
}

/** Whether an object says nothing about a type. */
export function saysNothing(node: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(node).every(isSilent);
}

function isSilent(keyword: string): boolean {
  return silent.has(keyword) || keyword.startsWith('x-');
}
