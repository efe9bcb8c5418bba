/** What a test of one saved case says. */
export interface TestFileOptions {
  readonly name: string;
  /** In a line. */
  readonly comment: string;
  /** The case file, from the folder of the test. */
  readonly case: string;
  readonly kernel: string;
  /** Names, as the command line takes them; null: none was given. */
  readonly kernelSchema: string | null;
  readonly schema: string | null;
}

/** A test of vitest, ready to run, that replays one saved case. Whatever the texts hold, it stays a test of just that. */
export function testFile(options: TestFileOptions): string {
  const { name, comment, kernel, kernelSchema, schema } = options;
  return [
    "import { replay } from 'skewfuzz/vitest';",
    '',
    `// ${comment.replaceAll(/[\r\n\u2028\u2029]+/gu, ' ')}`,
    `replay(${quoted(name)}, {`,
    `  case: new URL(${quoted(options.case)}, import.meta.url),`,
    `  kernel: ${quoted(kernel)},`,
    ...(kernelSchema === null ? [] : [`  kernelSchema: ${quoted(kernelSchema)},`]),
    ...(schema === null ? [] : [`  schema: ${quoted(schema)},`]),
    '});',
    '',
  ].join('\n');
}

/** A literal of JavaScript, in single quotes where that is no trouble. */
function quoted(text: string): string {
  return /^[^'"\\\p{Cc}\p{Cs}\u2028\u2029]*$/u.test(text) ? `'${text}'` : JSON.stringify(text);
}
