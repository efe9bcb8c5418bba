/** Keywords that the importer takes in, and those that restrict nothing. Any other restricts in a way that is lost. */
const KNOWN: ReadonlySet<string> = new Set([
  ...['$ref', 'allOf', 'anyOf', 'oneOf', 'discriminator', 'const', 'enum', 'type', 'nullable', 'format'],
  ...['contentEncoding', 'minLength', 'maxLength', 'pattern', 'multipleOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['items', 'prefixItems', 'additionalItems', 'uniqueItems', 'minItems', 'maxItems'],
  ...['properties', 'required', 'additionalProperties', 'propertyNames', 'minProperties', 'maxProperties'],
]);
const SILENT: ReadonlySet<string> = new Set([
  ...['$schema', '$id', '$anchor', '$comment', '$defs', 'definitions', 'components', 'title', 'description'],
  ...['default', 'example', 'examples', 'deprecated', 'readOnly', 'writeOnly', 'xml', 'externalDocs'],
  ...['contentMediaType', 'openapi', 'info', 'paths', 'servers', 'tags'],
]);

/** Whether a keyword restricts what a type takes, and is not understood. */
export function isStrange(keyword: string): boolean {
  return !KNOWN.has(keyword) && !SILENT.has(keyword) && !keyword.startsWith('x-');
}

/** Whether an object says anything about a type. */
export function saysNothing(node: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(node).every((keyword) => SILENT.has(keyword) || keyword.startsWith('x-'));
}
